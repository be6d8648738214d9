/*
 * The addresses and options of AF_IEEE802154, which the kernel has in include/net/af_ieee802154.h and no header for
 * programs repeats. A test compares this with the kernel's own header. Since Linux 2.6.31.
 */
#ifndef UNEXPORTED_AF_IEEE802154_H
#define UNEXPORTED_AF_IEEE802154_H

#include <stdint.h>
#include <sys/socket.h>

/* What kind of address there is, if any. */
enum {
  IEEE802154_ADDR_NONE = 0,
  IEEE802154_ADDR_SHORT = 2,
  IEEE802154_ADDR_LONG = 3,
};

#define IEEE802154_ADDR_LEN 8

struct ieee802154_addr_sa {
  int addr_type;
  uint16_t pan_id;
  union {
    uint8_t hwaddr[IEEE802154_ADDR_LEN];
    uint16_t short_addr;
  };
};

#define IEEE802154_PANID_BROADCAST 0xffff
#define IEEE802154_ADDR_BROADCAST 0xffff
#define IEEE802154_ADDR_UNDEF 0xfffe

struct sockaddr_ieee802154 {
  sa_family_t family;
  struct ieee802154_addr_sa addr;
};

#define SOL_IEEE802154 0

#define WPAN_WANTACK 0
#define WPAN_SECURITY 1
#define WPAN_SECURITY_LEVEL 2
#define WPAN_WANTLQI 3

#define WPAN_SECURITY_DEFAULT 0
#define WPAN_SECURITY_OFF 1
#define WPAN_SECURITY_ON 2

#define WPAN_SECURITY_LEVEL_DEFAULT (-1)

#endif
