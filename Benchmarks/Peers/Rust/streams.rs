use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Seek, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::{UnixDatagram, UnixStream};
use std::time::Duration;

use crate::measure;

const HERE: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

fn pair() -> (TcpStream, TcpStream) {
    let listener = TcpListener::bind(HERE).unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (server, _) = listener.accept().unwrap();
    for end in [&client, &server] {
        end.set_nodelay(true).unwrap();
    }
    (client, server)
}

pub fn request_and_reply(count: usize) -> Duration {
    let (mut client, mut server) = pair();
    let (bytes, mut buffer) = ([1; 64], [0; 128]);
    measure(count, || {
        assert_eq!(client.write(&bytes).unwrap(), 64);
        assert_eq!(server.read(&mut buffer).unwrap(), 64);
        assert_eq!(server.write(&bytes).unwrap(), 64);
        assert_eq!(client.read(&mut buffer).unwrap(), 64);
    })
}

pub fn connect_and_close(count: usize) -> Duration {
    let listener = TcpListener::bind(HERE).unwrap();
    let address = listener.local_addr().unwrap();
    measure(count, || {
        let client = TcpStream::connect(address).unwrap();
        let (connection, peer) = listener.accept().unwrap();
        assert!(peer.is_ipv4());
        drop(client);
        drop(connection);
    })
}

// std can't make the sockets' buffers larger, so 64 KiB go in pieces that fit.
fn receive_all(socket: &mut TcpStream, buffer: &mut [u8], mut left: usize) {
    while left > 0 {
        left -= socket.read(&mut buffer[..left]).unwrap();
    }
}

pub fn stream(count: usize) -> Duration {
    let (mut left, mut right) = pair();
    let (bytes, mut buffer) = (vec![1; 65536], vec![0; 65536]);
    measure(count, || {
        let mut sent = 0;
        while sent < bytes.len() {
            let part = left.write(&bytes[sent..]).unwrap();
            receive_all(&mut right, &mut buffer, part);
            sent += part;
        }
    })
}

/// std::io::copy calls sendfile.
pub fn send_file(count: usize) -> Duration {
    let (mut left, mut right) = pair();
    let path = format!("/dev/shm/rust-workloads-{}", std::process::id());
    let mut file = File::options().read(true).write(true).create_new(true).open(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let mut buffer = vec![1; 65536];
    file.write_all(&buffer).unwrap();
    measure(count, || {
        file.rewind().unwrap();
        assert_eq!(std::io::copy(&mut file, &mut left).unwrap(), 65536);
        receive_all(&mut right, &mut buffer, 65536);
    })
}

pub fn unix_stream(count: usize) -> Duration {
    let (mut left, mut right) = UnixStream::pair().unwrap();
    let (bytes, mut buffer) = ([1; 64], [0; 128]);
    measure(count, || {
        assert_eq!(left.write(&bytes).unwrap(), 64);
        assert_eq!(right.read(&mut buffer).unwrap(), 64);
    })
}

pub fn unix_datagram(count: usize) -> Duration {
    let (left, right) = UnixDatagram::pair().unwrap();
    let (bytes, mut buffer) = ([1; 64], [0; 128]);
    measure(count, || {
        assert_eq!(left.send(&bytes).unwrap(), 64);
        assert_eq!(right.recv(&mut buffer).unwrap(), 64);
    })
}

pub fn new_array(count: usize) -> Duration {
    let (mut left, mut right) = UnixStream::pair().unwrap();
    let bytes = [1; 64];
    measure(count, || {
        assert_eq!(left.write(&bytes).unwrap(), 64);
        let mut array = vec![0; 128];
        assert_eq!(right.read(&mut array).unwrap(), 64);
        black_box(array);
    })
}

pub fn exchange_datagrams(count: usize) -> Duration {
    let (client, server) = (UdpSocket::bind(HERE).unwrap(), UdpSocket::bind(HERE).unwrap());
    let address = server.local_addr().unwrap();
    let (bytes, mut buffer) = ([1; 64], [0; 128]);
    measure(count, || {
        assert_eq!(client.send_to(&bytes, address).unwrap(), 64);
        let (length, peer) = server.recv_from(&mut buffer).unwrap();
        assert_eq!(length, 64);
        assert_eq!(server.send_to(&bytes, peer).unwrap(), 64);
        assert_eq!(client.recv_from(&mut buffer).unwrap().0, 64);
    })
}

pub fn send_singly(count: usize) -> Duration {
    let (sender, receiver) = (UdpSocket::bind(HERE).unwrap(), UdpSocket::bind(HERE).unwrap());
    sender.connect(receiver.local_addr().unwrap()).unwrap();
    let (bytes, mut buffer) = ([1; 64], [0; 128]);
    measure(count / 32, || {
        for _ in 0..32 {
            assert_eq!(sender.send(&bytes).unwrap(), 64);
        }
        for _ in 0..32 {
            assert_eq!(receiver.recv(&mut buffer).unwrap(), 64);
        }
    })
}

pub fn set_option(count: usize) -> Duration {
    let (client, _server) = pair();
    let mut value = false;
    measure(count, || {
        client.set_nodelay(value).unwrap();
        value = !value;
    })
}

pub fn get_option(count: usize) -> Duration {
    let (client, _server) = pair();
    measure(count, || assert!(client.nodelay().unwrap()))
}

fn text() -> Vec<u8> {
    (0..256 * 64).map(|i| if i % 64 == 63 { b'\n' } else { b'a' + (i % 26) as u8 }).collect()
}

pub fn lines(count: usize) -> Duration {
    let (mut left, right) = UnixStream::pair().unwrap();
    let (text, mut reader, mut line) = (text(), BufReader::new(right), Vec::new());
    measure(count / 256, || {
        left.write_all(&text).unwrap();
        for _ in 0..256 {
            line.clear();
            assert_eq!(reader.read_until(b'\n', &mut line).unwrap(), 64);
        }
    })
}

/// Each line is a string of its own.
pub fn text_lines(count: usize) -> Duration {
    let (mut left, right) = UnixStream::pair().unwrap();
    let (text, mut lines) = (text(), BufReader::new(right).lines());
    measure(count / 256, || {
        left.write_all(&text).unwrap();
        for _ in 0..256 {
            assert_eq!(lines.next().unwrap().unwrap().len(), 63);
        }
    })
}
