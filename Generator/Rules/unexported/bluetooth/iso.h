/*
 * The addresses of Bluetooth's isochronous channels, which the kernel has in include/net/bluetooth/iso.h and
 * libbluetooth-dev does not repeat. A test compares this with the kernel's own header. Since Linux 6.0.
 */
#ifndef UNEXPORTED_BLUETOOTH_ISO_H
#define UNEXPORTED_BLUETOOTH_ISO_H

#include <stdint.h>
#include <sys/socket.h>
#include <bluetooth/bluetooth.h>

#define ISO_DEFAULT_MTU 251
#define ISO_MAX_NUM_BIS 0x1f

/* Behind the address of a broadcast. */
struct sockaddr_iso_bc {
  bdaddr_t bc_bdaddr;
  uint8_t bc_bdaddr_type;
  uint8_t bc_sid;
  uint8_t bc_num_bis;
  uint8_t bc_bis[ISO_MAX_NUM_BIS];
};

struct sockaddr_iso {
  sa_family_t iso_family;
  bdaddr_t iso_bdaddr;
  uint8_t iso_bdaddr_type;
  struct sockaddr_iso_bc iso_bc[];
};

#endif
