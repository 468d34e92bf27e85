//! How long the library takes for what it does itself: microseconds, beside the tens of
//! milliseconds of a chip. `cargo bench`; no framework, the best of eleven rounds.
#![forbid(unsafe_code)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use mynareader::apdu::{Command, Header};
use mynareader::application::surface::{FaceRecord, Surface};
use mynareader::card::{Card, File, Profile};
use mynareader::emulator::{Day, Personas};
use mynareader::secret::{CodeB, CodeBPolicy, Pin};
use mynareader::tlv::{Reader, Structure};

fn measure(name: &str, rounds: u32, mut work: impl FnMut()) {
    let best = (0..11)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..rounds {
                work();
            }
            start.elapsed() / rounds
        })
        .min()
        .unwrap_or(Duration::ZERO);
    println!("{name:<44} {best:>12.2?}");
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let personas = Personas::at("2026-11-22".parse::<Day>().map_err(|e| e.to_string())?)?;
    let persona = personas.get("adult")?;
    let mut chip = persona.card()?;
    let code = persona.code_b().unwrap_or_default();
    let readings = [CodeB::from_ascii(code.as_bytes())?];
    let agreed = CodeBPolicy::TYPED.agree(&readings, 0)?;
    let mut card = Card::new(&mut chip, Profile::my_number_card());
    let mut surface = Surface::new(&mut card);
    let _ = surface.verify_code_b(agreed)?;
    let signer = surface.certificate()?;
    let file = card.read(File::FaceRecord)?;
    println!("face record of {} bytes", file.len());

    measure("walk over its objects", 10_000, || {
        black_box(Reader::new(Structure::FaceRecord, &file).walk().count());
    });
    measure("parse, copy of the file included", 10_000, || {
        let _ = black_box(FaceRecord::parse(file.clone()));
    });
    let record = FaceRecord::parse(file.clone())?;
    measure("size of the photo from its headers", 10_000, || {
        let _ = black_box(record.photo_size());
    });
    measure("check its signature (RSA-2048)", 50, || {
        let _ = black_box(record.verify(signer.public_key()));
    });
    let header = Header::new(0x00, 0x20, 0x00, 0x98);
    measure("encode a VERIFY and wipe it", 10_000, || {
        let _ = black_box(Command::case3(header, b"1234"));
    });
    measure("decode it", 10_000, || {
        let _ = black_box(Command::decode(&[0, 0x20, 0, 0x98, 4, 49, 50, 51, 52]));
    });
    measure("a PIN in a locked page of its own", 1_000, || {
        let _ = black_box(Pin::from_ascii(b"1234"));
    });
    Ok(())
}
