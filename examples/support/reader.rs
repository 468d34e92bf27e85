//! A real reader by its name.

use super::{Failure, Lang};
use mynareader::transport::Transport;

/// Connects to the card in a reader. The name may be given in part where it names one reader only.
#[cfg(feature = "pcsc")]
pub fn connect(name: &str, lang: Lang) -> Result<Box<dyn Transport>, Failure> {
    let mut reader = mynareader::transport::pcsc::system_reader(find(name, lang)?);
    let connection = reader.connect().map_err(|error| {
        format!(
            "{}: {error}",
            lang.of("カードにつながりません", "cannot connect to the card")
        )
    })?;
    Ok(Box::new(connection))
}

/// The reader with this name, or the only one whose name contains it.
#[cfg(feature = "pcsc")]
pub fn find(name: &str, lang: Lang) -> Result<mynareader::transport::pcsc::ReaderName, Failure> {
    let readers = mynareader::transport::pcsc::system_readers()?;
    let named: Vec<_> = match readers.iter().find(|reader| **reader == *name) {
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
pub fn connect(_: &str, lang: Lang) -> Result<Box<dyn Transport>, Failure> {
    Err(lang
        .of(
            "実物のリーダーには PC/SC が要ります。Debian では apt-get install libpcsclite-dev pcscd の\
             あと、cargo run --features pcsc --example ... としてください",
            "a real reader needs PC/SC: on Debian apt-get install libpcsclite-dev pcscd, then \
             cargo run --features pcsc --example ...",
        )
        .into())
}
