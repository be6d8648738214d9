// Usage: workloads NAME COUNT
//
// What Rust's std has of the workloads: each does its operation so many times, and prints the nanoseconds that one took.

mod streams;
mod texts;

use std::time::{Duration, Instant};

/// Measures the loop that `step` does `count` times, not what was prepared before.
pub fn measure(count: usize, mut step: impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..count {
        step();
    }
    start.elapsed()
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let count: usize = arguments[2].parse().unwrap();
    let time = match arguments[1].as_str() {
        "tcp_rr" => streams::request_and_reply(count),
        "tcp_crr" => streams::connect_and_close(count),
        "tcp_stream" => streams::stream(count),
        "sendfile" => streams::send_file(count),
        "unix_stream" => streams::unix_stream(count),
        "unix_datagram" => streams::unix_datagram(count),
        "new_array" => streams::new_array(count),
        "udp_rr" => streams::exchange_datagrams(count),
        "udp_single" => streams::send_singly(count),
        "option_set" => streams::set_option(count),
        "option_get" => streams::get_option(count),
        "lines" => streams::lines(count),
        "text_lines" => streams::text_lines(count),
        "ipv4_parse" => texts::parse::<std::net::Ipv4Addr>("192.168.17.254", count),
        "ipv4_format" => texts::format::<std::net::Ipv4Addr>("192.168.17.254", count),
        "ipv6_parse" => texts::parse::<std::net::Ipv6Addr>("2001:db8:85a3::8a2e:370:7334", count),
        "ipv6_format" => texts::format::<std::net::Ipv6Addr>("2001:db8:85a3::8a2e:370:7334", count),
        "inet_parse" => texts::parse::<std::net::SocketAddr>("192.168.17.254:8080", count),
        "inet_format" => texts::format::<std::net::SocketAddr>("192.168.17.254:8080", count),
        "inet6_parse" => texts::parse::<std::net::SocketAddr>("[2001:db8:85a3::8a2e:370:7334]:8080", count),
        "inet6_format" => texts::format::<std::net::SocketAddr>("[2001:db8:85a3::8a2e:370:7334]:8080", count),
        _ => {
            eprintln!("usage: workloads NAME COUNT");
            std::process::exit(64)
        }
    };
    println!("{:.2}", time.as_nanos() as f64 / count as f64);
}
