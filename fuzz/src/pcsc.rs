//! The PC/SC transport over the tests' scripted service: any code from any call, cards and readers
//! that come and go, answers of any length.

use core::time::Duration;
use std::sync::Arc;

use mynareader::transport::pcsc::{
    Code, Connection, Options, Reader, ReaderName, ReaderState, readers,
};
use mynareader::transport::{LinkError, MAX_DRIVER_LENGTH, ResponseBuffer, Transport};

use crate::input::Input;
use crate::said;
use mynareader_kit::service::{Call, Next, Scripted as Fake};

/// PC/SC's own codes, those of systems, and any.
fn code(input: &mut Input<'_>) -> Code {
    match input.byte() {
        byte @ 0..=0x7F => Code(0x8010_0000 | u32::from(byte)),
        byte @ 0x80..=0xBF => {
            let system = [1112, 1117, 31, 22, 6, 5, 995, 1167, 170, 1460, 121, 1235];
            Code(system[usize::from(byte) % system.len()])
        }
        _ => Code(input.long()),
    }
}

fn look(error: LinkError) {
    said::error(&error);
    if let Some(code) = error.code {
        let code = Code(code);
        said::plain(&code.to_string());
        said::debug((code.name(), code.kind(), code.sent()));
    }
}

fn done<T>(result: Result<T, LinkError>) -> Option<T> {
    result.map_err(look).ok()
}

/// How the reader is set up, then what happens.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let fake = Fake::new();
    {
        let mut world = fake.script();
        world.block_protocol = input.flag();
        world.unpower_flickers = input.flag();
        world.max_apdu_data = input.maybe(Input::long);
        world.atr = input.short().to_vec();
        let other = ReaderName::new(input.short());
        world.others.extend(other);
    }
    if input.flag() {
        fake.stop_counting();
    }
    let mut options = Options::default();
    // Waits are looked at by other tests; here nothing may last.
    options.sharing_patience = Duration::from_millis(2);
    options.flicker = Duration::from_millis(u64::from(input.byte() % 2));
    let mut reader = Reader::new(Arc::new(fake.clone()), fake.name(), options);
    let cancel = reader.cancel_handle();
    let mut connection: Option<Connection> = None;
    let mut serial = 0;
    let mut sent = 0;
    let mut response = ResponseBuffer::new();
    for _ in 0..40 {
        if input.is_empty() {
            break;
        }
        let card = fake.script().has_card();
        let short = Duration::from_millis(u64::from(input.byte() % 2));
        match input.byte() % 26 {
            0 | 1 if !card => {
                serial += 1;
                fake.insert(serial);
            }
            2 if card => {
                fake.remove();
            }
            3 => fake.reset_by_others(),
            4 => fake.stop_service(),
            5 => fake.start_service(),
            6 => fake.unplug(),
            7 => fake.plug(),
            8 => fake.plug_as("顔認証付きカードリーダー 01 00"),
            9 => fake.script().connect_fails.push_back(code(&mut input)),
            10 => fake.script().disconnect_fails.push_back(code(&mut input)),
            11 => fake.script().reconnect_fails.push_back(code(&mut input)),
            12 => fake.script().waits_fail.push_back(code(&mut input)),
            13 => fake.script().last_words.push_back(code(&mut input)),
            14 => fake.script().stale = Some(code(&mut input)),
            15 => {
                let next = match input.byte() % 4 {
                    0 => Next::Answer(input.chunk().to_vec()),
                    1 => Next::Fail(code(&mut input)),
                    2 => Next::Claim(usize::try_from(input.number()).unwrap_or(usize::MAX)),
                    _ => Next::Removal,
                };
                fake.script().next.push_back(next);
            }
            16 => fake.script().held = u32::from(input.byte() % 4),
            17 => cancel.cancel(),
            18 => {
                done(reader.has_card());
            }
            19 => {
                done(reader.wait_for_card(short));
            }
            20 => {
                done(reader.wait_for_removal(short));
            }
            21 => connection = done(reader.connect()).or(connection),
            22 => {
                if let Some(connection) = &mut connection {
                    let command = input.short();
                    sent += 1;
                    match connection.transmit(command, &mut response, short) {
                        Ok(()) => assert!(response.as_bytes().len() <= MAX_DRIVER_LENGTH),
                        Err(error) => {
                            look(error);
                            assert!(response.as_bytes().is_empty());
                        }
                    }
                }
            }
            23 => {
                if let Some(connection) = &mut connection {
                    done(connection.release());
                    done(connection.reacquire(short, &mut |_: &mut dyn Transport| Ok(true)));
                }
            }
            24 => {
                if let Some(connection) = &mut connection {
                    done(if input.flag() {
                        connection.reset()
                    } else {
                        connection.power_down()
                    });
                    said::debug((connection.capabilities(), &*connection));
                }
            }
            _ => {
                connection = None;
                reader.take_present_card();
                said::debug(&reader);
                if let Some(names) = done(readers(&fake)) {
                    for name in names {
                        said::plain(&name.to_string());
                    }
                }
            }
        }
    }
    drop(connection);
    let world = fake.script();
    // One call, one command at the most; no length that a driver with 16 bits misreads.
    let transmitted = world
        .calls
        .iter()
        .filter(|call| matches!(call, Call::Transmit(_)))
        .count();
    assert!(transmitted <= sent, "{transmitted} commands, {sent} calls");
    assert!(
        world
            .stated
            .iter()
            .all(|length| *length <= MAX_DRIVER_LENGTH)
    );
    let state = ReaderState(input.long());
    said::debug((
        state.is_present(),
        state.is_empty(),
        state.is_gone(),
        state.events(),
        state.seen(),
    ));
}
