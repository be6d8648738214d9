use std::fmt::{Debug, Display};
use std::hint::black_box;
use std::str::FromStr;
use std::time::Duration;

use crate::measure;

pub fn parse<Address: FromStr<Err: Debug>>(text: &str, count: usize) -> Duration {
    measure(count, || {
        black_box(Address::from_str(black_box(text)).unwrap());
    })
}

pub fn format<Address: FromStr<Err: Debug> + Display>(text: &str, count: usize) -> Duration {
    let address = Address::from_str(text).unwrap();
    measure(count, || {
        black_box(black_box(&address).to_string());
    })
}
