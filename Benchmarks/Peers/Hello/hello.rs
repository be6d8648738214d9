use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

fn main() {
    let (mut left, mut right) = UnixStream::pair().unwrap();
    let mut buffer = [0; 5];
    left.write_all(b"hello").unwrap();
    right.read_exact(&mut buffer).unwrap();
    println!("{}", String::from_utf8_lossy(&buffer));
}
