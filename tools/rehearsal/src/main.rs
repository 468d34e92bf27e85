//! Makes `rehearsal.html` of `crates/rehearsal-web/page` and the library in WebAssembly.
//!
//! `bundle-rehearsal PAGE LIBRARY OUT`: in `PAGE/index.html` a line with a stylesheet, a script or the
//! worker becomes what that file says; all scripts become one, whose hash the page's policy allows, and
//! nothing else may run or be fetched.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use base64ct::{Base64, Encoding as _};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

/// The page opens from a slow stick too: more than this is too much.
const MOST: usize = 3_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [page, library, out] = arguments.as_slice() else {
        return Err("bundle-rehearsal PAGE LIBRARY OUT".into());
    };
    let html = bundle(Path::new(page), &fs::read(library)?)?;
    if html.len() > MOST {
        return Err(format!("{} bytes are more than {MOST}", html.len()).into());
    }
    fs::write(out, &html)?;
    writeln!(std::io::stdout(), "{out}: {} bytes", html.len())?;
    Ok(())
}

/// What a tag of the page stands for.
enum Part<'a> {
    Style(&'a str),
    Script(&'a str),
    Worker(&'a str),
    Line,
}

/// The text between two marks.
fn between<'a>(line: &'a str, before: &str, after: &str) -> Option<&'a str> {
    line.trim().strip_prefix(before)?.strip_suffix(after)
}

fn part(line: &str) -> Part<'_> {
    if let Some(name) = between(line, "<link rel=\"stylesheet\" href=\"", "\">") {
        Part::Style(name)
    } else if let Some(name) = between(line, "<script src=\"", "\"></script>") {
        Part::Script(name)
    } else if let Some(name) = between(line, "<script type=\"text/plain\" src=\"", "\"></script>") {
        Part::Worker(name)
    } else {
        Part::Line
    }
}

fn bundle(page: &Path, library: &[u8]) -> Result<String, Box<dyn Error>> {
    let index = fs::read_to_string(page.join("index.html"))?;
    let read = |name: &str| {
        let text =
            fs::read_to_string(page.join(name)).map_err(|error| format!("{name}: {error}"))?;
        if text.contains("</script") || text.contains("</style") {
            return Err(format!("{name} would end its own element"));
        }
        Ok(text)
    };
    let mut styles = String::new();
    let mut scripts = String::from("\n\"use strict\";\n");
    for line in index.lines() {
        match part(line) {
            Part::Style(name) => styles += &read(name)?,
            Part::Script(name) => scripts += &read(name)?,
            Part::Worker(_) | Part::Line => {}
        }
    }
    let hash = Base64::encode_string(&Sha256::digest(scripts.as_bytes()));
    // The style is the page's and that of leaflets, which print from it; pictures are drawn.
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{hash}' 'wasm-unsafe-eval'; worker-src blob:; \
         style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    );
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(library)?;
    let library = Base64::encode_string(&packed.finish()?);
    let (mut has_style, mut has_script) = (false, false);
    let mut html = String::new();
    for line in index.lines() {
        match part(line) {
            Part::Style(_) if !std::mem::replace(&mut has_style, true) => {
                write!(html, "<style>\n{styles}</style>\n")?;
            }
            Part::Script(_) if !std::mem::replace(&mut has_script, true) => {
                writeln!(html, "<script>{scripts}</script>")?;
            }
            Part::Style(_) | Part::Script(_) => {}
            Part::Worker(name) => {
                let text = read(name)?;
                write!(
                    html,
                    "<script type=\"text/plain\" id=\"worker\">\n{text}</script>\n"
                )?;
            }
            Part::Line if line.trim() == "<!-- policy -->" => {
                writeln!(
                    html,
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"
                )?;
            }
            Part::Line if line.trim() == "<!-- library -->" => {
                writeln!(
                    html,
                    "<script type=\"application/gzip\" id=\"library\">{library}</script>"
                )?;
            }
            Part::Line => {
                html += line;
                html.push('\n');
            }
        }
    }
    if !html.contains(&hash) || !html.contains(&library) {
        return Err("index.html lacks its policy or its library".into());
    }
    Ok(html)
}
