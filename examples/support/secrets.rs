//! Secrets: from the arguments for personas only, whose secrets are published anyway; for a real
//! card from standard input, one line each, unechoed at a terminal.

use super::{Failure, Lang};
use std::io::{self, BufRead as _, IsTerminal as _};
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
    let mut line = Zeroizing::new(String::new());
    if io::stdin().is_terminal() {
        let prompt = match option {
            "--pin" => lang.of("暗証番号(4桁): ", "PIN (4 digits): "),
            _ => lang.of("照合番号B(14桁): ", "Code B (14 digits): "),
        };
        *line = rpassword::prompt_password(prompt)?;
    } else {
        // Longer than any secret, so that the line is never copied to a larger place.
        line.reserve(256);
        if io::stdin().lock().read_line(&mut line)? == 0 {
            return Err(format!(
                "{option}: {}",
                lang.of(
                    "標準入力に行がありません",
                    "standard input has no line for it"
                )
            )
            .into());
        }
    }
    let value = line.trim_end_matches(['\r', '\n']);
    Ok(Zeroizing::new(value.as_bytes().to_vec()))
}
