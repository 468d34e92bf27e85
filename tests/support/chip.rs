//! A chip for tests of the card side: as little as is needed, every answer can be overridden, and
//! the wire is logged. The rules of a real card are kept by the virtual card, not here.
#![forbid(unsafe_code)]
#![allow(dead_code)] // Each test program uses its part.

use std::collections::BTreeMap;
use std::time::Duration;

use mynareader::transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport,
};

/// What becomes of one command.
pub enum Reply {
    /// The chip answers as it would.
    Chip,
    /// Exactly these bytes, and the chip never saw the command.
    Bytes(Vec<u8>),
    /// The link fails before the command leaves.
    NotSent(LinkErrorKind),
    /// The chip runs the command and its answer is lost.
    Torn(LinkErrorKind),
    /// The chip runs the command, and only so many bytes of its data arrive, with its status word.
    Cut(usize),
}

pub fn sw(value: u16) -> Reply {
    Reply::Bytes(value.to_be_bytes().to_vec())
}

type Override = Box<dyn FnMut(&[u8], usize) -> Reply>;

pub struct Chip {
    pub capabilities: LinkCapabilities,
    pub log: Vec<Vec<u8>>,
    pub power_downs: usize,
    /// Why the power cannot be taken, if it cannot.
    pub keeps_power: Option<LinkErrorKind>,
    pub resets: usize,
    /// By application (last byte of the AID and length) and short identifier.
    pub files: BTreeMap<(u8, u8), Vec<u8>>,
    /// By the same: value, tries, full counter.
    pub keys: BTreeMap<(u8, u8), (Vec<u8>, u8, u8)>,
    pub wrong: usize,
    pub over: Override,
    application: Option<u8>,
    file: Option<(u8, u8)>,
}

/// Applications by the last byte of their AID; 0xFF is the issuer security domain.
pub const JPKI: u8 = 0x01;
pub const SURFACE: u8 = 0x02;
pub const TEXT: u8 = 0x08;
pub const COMMON: u8 = 0x00;
pub const ISD: u8 = 0xFF;

pub const PIN: &[u8] = b"1234";
pub const CODE_B: &[u8] = b"55021720352285";

impl Chip {
    pub fn new(capabilities: LinkCapabilities) -> Self {
        let mut files = BTreeMap::new();
        files.insert((JPKI, 0x0A), object(&[0x30], 1600, 0));
        files.insert((JPKI, 0x06), token(b"JPKIAPICCTOKEN2"));
        files.insert((JPKI, 0x08), vec![0x8F, 0x8F, 0x00]);
        files.insert((SURFACE, 0x02), object(&[0xFF, 0x20], 10_000, 0));
        let mut keys = BTreeMap::new();
        keys.insert((JPKI, 0x18), (PIN.to_vec(), 3, 3));
        keys.insert((JPKI, 0x1B), (b"ABC123".to_vec(), 5, 5));
        keys.insert((SURFACE, 0x12), (CODE_B.to_vec(), 10, 10));
        Self {
            capabilities,
            log: Vec::new(),
            power_downs: 0,
            keeps_power: None,
            resets: 0,
            files,
            keys,
            wrong: 0,
            over: Box::new(|_, _| Reply::Chip),
            application: None,
            file: None,
        }
    }

    pub fn with(mut self, over: impl FnMut(&[u8], usize) -> Reply + 'static) -> Self {
        self.over = Box::new(over);
        self
    }

    /// How many commands on the wire had this instruction and data, a query having none.
    pub fn sent(&self, instruction: u8) -> usize {
        self.log
            .iter()
            .filter(|command| command[1] == instruction && command.len() > 4)
            .count()
    }

    pub fn tries(&self, application: u8, key: u8) -> u8 {
        self.keys[&(application, key)].1
    }

    fn run(&mut self, command: &[u8]) -> Vec<u8> {
        match (command[0], command[1]) {
            (0x00, 0xA4) if command[2] == 0x04 => {
                let aid = &command[5..];
                let application = if aid[0] == 0xA0 {
                    ISD
                } else {
                    aid[aid.len() - 1]
                };
                let known =
                    application == ISD || self.files.keys().any(|(owner, _)| *owner == application);
                if !known {
                    return vec![0x6A, 0x82];
                }
                self.application = Some(application);
                self.file = None;
                vec![0x90, 0x00]
            }
            (0x00, 0xA4) => vec![0x90, 0x00],
            (0x00, 0xB0) => self.read(command),
            (0x00, 0x20) => self.verify(command),
            (0x00, 0x24) => vec![0x90, 0x00],
            (0x80, 0x2A) => answer(&[0x5A; 256]),
            (0x00, 0xCA) if command[2..4] == [0x00, 0xF2] => answer(b"20350217"),
            (0x00, 0xCA) => vec![0x6A, 0x88],
            _ => vec![0x6D, 0x00],
        }
    }

    fn read(&mut self, command: &[u8]) -> Vec<u8> {
        let Some(application) = self.application else {
            return vec![0x69, 0x86];
        };
        let offset = if command[2] & 0x80 == 0 {
            usize::from(command[2]) << 8 | usize::from(command[3])
        } else {
            self.file = Some((application, command[2] & 0x1F));
            usize::from(command[3])
        };
        let expected = match command[4..] {
            [0] => 256,
            [le] => usize::from(le),
            [0, 0, 0] => 65_536,
            [0, high, low] => usize::from(high) << 8 | usize::from(low),
            _ => return vec![0x67, 0x00],
        };
        let Some(file) = self.file.and_then(|id| self.files.get(&id)) else {
            return vec![0x6A, 0x82];
        };
        if offset > file.len() {
            return vec![0x6B, 0x00];
        }
        answer(&file[offset..file.len().min(offset + expected)])
    }

    fn verify(&mut self, command: &[u8]) -> Vec<u8> {
        let id = (self.application.unwrap_or(ISD), command[3] & 0x1F);
        let Some((value, left, full)) = self.keys.get_mut(&id) else {
            return vec![0x6A, 0x88];
        };
        if command.len() == 4 {
            return match left {
                0 => vec![0x69, 0x84],
                left => vec![0x63, 0xC0 | *left],
            };
        }
        match (*left, command[5..] == value[..]) {
            (0, _) => vec![0x69, 0x84],
            (_, true) => {
                *left = *full;
                vec![0x90, 0x00]
            }
            (_, false) => {
                *left -= 1;
                self.wrong += 1;
                vec![0x63, 0xC0 | *left]
            }
        }
    }
}

impl Transport for Chip {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        _limit: Duration,
    ) -> Result<(), LinkError> {
        let number = self.log.len() + 1;
        let reply = (self.over)(command, number);
        if let Reply::NotSent(kind) = reply {
            return Err(LinkError::new(kind, Sent::No));
        }
        self.log.push(command.to_vec());
        match reply {
            Reply::Bytes(bytes) => response.fill(&bytes),
            Reply::Torn(kind) => {
                let _ = self.run(command);
                Err(LinkError::new(kind, Sent::Maybe))
            }
            Reply::Cut(kept) => {
                let bytes = self.run(command);
                let (data, status) = bytes.split_at(bytes.len() - 2);
                response.fill(&[&data[..data.len().min(kept)], status].concat())
            }
            Reply::Chip | Reply::NotSent(_) => {
                let bytes = self.run(command);
                response.fill(&bytes)
            }
        }
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.capabilities
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.resets += 1;
        self.application = None;
        Ok(())
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.power_downs += 1;
        if let Some(kind) = self.keeps_power {
            return Err(LinkError::new(kind, Sent::No));
        }
        self.application = None;
        Ok(())
    }
}

fn answer(data: &[u8]) -> Vec<u8> {
    [data, &[0x90, 0x00]].concat()
}

/// An object of so many bytes in all, with so much filler behind it.
pub fn object(tag: &[u8], length: usize, filler: usize) -> Vec<u8> {
    let value = length - tag.len() - 3;
    let mut bytes = tag.to_vec();
    bytes.extend([0x82, (value >> 8) as u8, value as u8]);
    bytes.extend((0..value).map(|at| (at % 251) as u8));
    bytes.extend(vec![0xFF; filler]);
    bytes
}

/// A token information with this label.
pub fn token(label: &[u8]) -> Vec<u8> {
    let mut bytes = vec![b' '; 160];
    bytes[..label.len()].copy_from_slice(label);
    bytes
}
