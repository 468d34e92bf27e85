//! Secrets: from the arguments for personas only, whose secrets are published anyway; for a real
//! card from standard input, one line each, unechoed at a terminal.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use crate::{Failure, Lang};
use zeroize::Zeroizing;

/// The secret that an option asks for.
///
/// `value` is what the option was given: `-` reads a line. With a real card anything else is
/// refused, because arguments are seen by every user of the machine and kept by the shell.
pub fn secret(
    option: &str,
    value: Option<&str>,
    real_card: bool,
    lang: Lang,
) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
    match value {
        None => Ok(None),
        Some("-") => read_line(option, lang).map(Some),
        Some(_) if real_card => Err(format!(
            "{option}: {}",
            lang.of(
                "実物のカードでは値を引数に書けません。「-」と書いて標準入力から入れてください",
                "with a real card the value is not taken from the arguments; write \"-\" and give \
                 it on standard input",
            )
        )
        .into()),
        Some(value) => Ok(Some(Zeroizing::new(value.as_bytes().to_vec()))),
    }
}

fn read_line(option: &str, lang: Lang) -> Result<Zeroizing<Vec<u8>>, Failure> {
    if io::stdin().is_terminal() {
        let prompt = match option {
            "--pin" => lang.of("暗証番号(4桁): ", "PIN (4 digits): "),
            _ => lang.of("照合番号B(14桁): ", "Code B (14 digits): "),
        };
        let mut prompts = io::stderr();
        write!(prompts, "{prompt}")?;
        prompts.flush()?;
    }
    let Some(line) = secret_line()? else {
        return Err(format!(
            "{option}: {}",
            lang.of(
                "標準入力に行がありません",
                "standard input has no line for it"
            )
        )
        .into());
    };
    let value = line.trim_end_matches(['\r', '\n']);
    Ok(Zeroizing::new(value.as_bytes().to_vec()))
}

/// One line of standard input, which is not echoed at a terminal; nothing at its end.
pub fn secret_line() -> io::Result<Option<Zeroizing<String>>> {
    if io::stdin().is_terminal() {
        return without_echo();
    }
    line()
}

/// One line of standard input, echoed as ever, in memory that is wiped; nothing at its end.
pub fn line() -> io::Result<Option<Zeroizing<String>>> {
    // Longer than any secret, so that the line is never copied to a larger place.
    let mut line = Zeroizing::new(String::with_capacity(256));
    Ok((io::stdin().lock().read_line(&mut line)? > 0).then_some(line))
}

#[cfg(unix)]
fn without_echo() -> io::Result<Option<Zeroizing<String>>> {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

    let terminal = io::stdin();
    let before = tcgetattr(&terminal)?;
    let mut silent = before.clone();
    silent.local_modes.remove(LocalModes::ECHO);
    // The end of the line is shown, so that the next line begins a new one.
    silent.local_modes.insert(LocalModes::ECHONL);
    tcsetattr(&terminal, OptionalActions::Flush, &silent)?;
    let line = line();
    tcsetattr(&terminal, OptionalActions::Now, &before)?;
    line
}

#[cfg(windows)]
fn without_echo() -> io::Result<Option<Zeroizing<String>>> {
    rpassword::read_password().map(|line| Some(Zeroizing::new(line)))
}

#[cfg(not(any(unix, windows)))]
fn without_echo() -> io::Result<Option<Zeroizing<String>>> {
    line()
}
