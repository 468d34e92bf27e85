//! Objects written for tests: the library writes none.

/// An object around any bytes, sound or not, with the shortest form of its length.
pub fn object(tag: u32, value: &[u8]) -> Vec<u8> {
    let shortest = |number: usize| {
        let bytes = number.to_be_bytes();
        bytes.into_iter().skip_while(|&byte| byte == 0).collect()
    };
    let mut bytes: Vec<u8> = shortest(usize::try_from(tag).unwrap());
    let length: Vec<u8> = shortest(value.len());
    match length[..] {
        [] => bytes.push(0),
        [short @ ..0x80] => bytes.push(short),
        _ => {
            bytes.push(0x80 | u8::try_from(length.len()).unwrap());
            bytes.extend(length);
        }
    }
    bytes.extend_from_slice(value);
    bytes
}
