//! A real reader by its name.

use crate::{Failure, Lang};

#[cfg(feature = "pcsc")]
use mynareader_transport::pcsc::{self, Connection, Reader, ReaderName};

/// How long to wait for a card in the reader.
#[cfg(feature = "pcsc")]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Connects to the card in a reader; waits for one for half a minute. The name may be given in part
/// where it names one reader only.
#[cfg(feature = "pcsc")]
pub fn connect(name: &str, lang: Lang) -> Result<Connection, Failure> {
    Ok(connect_with(name, lang)?.2)
}

/// The same, with the reader and its whole name, for programs that connect again.
#[cfg(feature = "pcsc")]
pub fn connect_with(name: &str, lang: Lang) -> Result<(ReaderName, Reader, Connection), Failure> {
    let name = find(name, lang)?;
    let mut reader = pcsc::system_reader(name.clone());
    let problem = |error| {
        format!(
            "{}: {error}",
            lang.of("カードにつながりません", "cannot connect to the card")
        )
    };
    reader.wait_for_card(PATIENCE).map_err(problem)?;
    let connection = reader.connect().map_err(problem)?;
    Ok((name, reader, connection))
}

/// The reader with this name, or the only one whose name contains it.
#[cfg(feature = "pcsc")]
fn find(name: &str, lang: Lang) -> Result<ReaderName, Failure> {
    let readers = pcsc::system_readers()?;
    // As PC/SC has it, or as the list below shows it.
    let shown = |reader: &&ReaderName| {
        let shown = reader.to_string();
        shown == name
    };
    let exact = readers
        .iter()
        .find(|reader| **reader == *name)
        .or_else(|| readers.iter().find(shown));
    let named: Vec<_> = match exact {
        Some(exact) => vec![exact],
        None => readers
            .iter()
            .filter(|reader| reader.to_string().contains(name))
            .collect(),
    };
    if let [one] = named[..] {
        return Ok(one.clone());
    }
    let known = readers
        .iter()
        .map(|reader| format!("\n  {reader}"))
        .collect::<String>();
    let problem = if named.is_empty() {
        lang.of("という名前のリーダーはありません", "names no reader")
    } else {
        lang.of(
            "に当てはまるリーダーが複数あります",
            "names several readers",
        )
    };
    let heading = if known.is_empty() {
        lang.of("リーダーは見つかりません", "no reader was found")
            .to_owned()
    } else {
        format!(
            "{}{known}",
            lang.of("見つかったリーダー:", "readers found:")
        )
    };
    Err(format!("\"{name}\" {problem}. {heading}").into())
}

/// This build has no PC/SC.
#[cfg(not(feature = "pcsc"))]
pub fn unreachable(example: &str, lang: Lang) -> Failure {
    match lang {
        Lang::Ja => format!(
            "実物のリーダーには PC/SC が要ります。Debian では apt-get install libpcsclite-dev pcscd のあと、\
             cargo run --features pcsc --example {example} としてください"
        ),
        Lang::En => format!(
            "a real reader needs PC/SC: on Debian apt-get install libpcsclite-dev pcscd, then \
             cargo run --features pcsc --example {example}"
        ),
    }
    .into()
}
