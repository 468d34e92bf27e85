//! The plan of exchanges: what `--dry-run` prints and what is then sent, from one list.

use mynareader::card::{Application, File, Profile};
use mynareader::facts::Key;
use mynareader_console::Lang;

/// What a secret is tried against: whether the key is still verified afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Another application is selected, then the first again.
    Reselection,
    /// A warm reset.
    WarmReset,
    /// The power is taken and given again.
    PowerDown,
}

impl Effect {
    pub const ALL: [Self; 3] = [Self::Reselection, Self::WarmReset, Self::PowerDown];

    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reselection => "reselection",
            Self::WarmReset => "warm-reset",
            Self::PowerDown => "power-down",
        }
    }
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Sends these bytes, which hold no secret. The name is that of the sample in the report.
    Send(String, Vec<u8>),
    /// Resets the chip (warm).
    Reset,
    /// Takes the power and gives it again.
    PowerCycle,
    /// Lets a second program try to connect to the card; it sends nothing.
    SecondProgram,
    /// Announces and presents a secret, once, then looks what an effect does to it.
    Present(Key, Effect),
}

/// How often the same harmless command is sent for the times.
const REPEATED: usize = 40;

/// The blocks that are read, in short form; 0 asks for 256.
const SHORT: [u8; 4] = [0x40, 0x80, 0xFB, 0x00];

/// The lengths that are read in extended form; 0 asks for 65,536.
const EXTENDED: [u16; 5] = [257, 512, 1024, 1900, 0];

/// The keys whose counters are read, by the names of the report.
pub const KEYS: [(Key, &str); 6] = [
    (Key::AuthenticationPin, "authentication-pin"),
    (Key::SignaturePassword, "signature-password"),
    (Key::TextPin, "text-pin"),
    (Key::CodeB, "code-b"),
    (Key::TextCodeB, "text-code-b"),
    (Key::BirthDate, "birth-date"),
];

const APPLICATIONS: [(Application, &str); 5] = [
    (Application::Jpki, "jpki"),
    (Application::Surface, "surface"),
    (Application::Text, "text"),
    (Application::Juki, "juki"),
    (Application::Common, "common"),
];

fn application_name(application: Application) -> &'static str {
    let mut named = APPLICATIONS.iter();
    named
        .find(|(one, _)| *one == application)
        .map_or("other", |(_, name)| name)
}

/// SELECT of an application.
pub fn select(profile: &Profile, application: Application) -> Option<Vec<u8>> {
    let aid = profile.aid(application)?;
    let length = u8::try_from(aid.len()).ok()?;
    Some([&[0x00, 0xA4, 0x04, 0x0C, length], aid].concat())
}

fn selecting(profile: &Profile, application: Application, name: &str) -> Option<Act> {
    let command = select(profile, application)?;
    Some(Act::Send(name.to_owned(), command))
}

/// All that is to be done, in order. Nothing of it costs a try but [`Act::Present`].
pub fn plan(profile: &Profile, secrets: &[Key]) -> Vec<Act> {
    let mut acts = Vec::new();
    // The first command after power-up, cold and warm.
    acts.push(Act::PowerCycle);
    acts.extend(selecting(profile, Application::Jpki, "first-cold"));
    acts.push(Act::Reset);
    acts.extend(selecting(profile, Application::Jpki, "first-warm"));
    for (application, name) in APPLICATIONS {
        acts.extend(selecting(profile, application, &format!("select/{name}")));
    }
    // VERIFY without data, four bytes: the counter, at no cost.
    for (key, name) in KEYS {
        let Some(entry) = profile.key(key) else {
            continue;
        };
        let name_of_select = format!("select/{}", application_name(entry.application));
        acts.extend(selecting(profile, entry.application, &name_of_select));
        let query = vec![0x00, 0x20, 0x00, 0x80 | entry.id];
        acts.push(Act::Send(format!("tries/{name}"), query));
    }
    acts.extend(selecting(profile, Application::Jpki, "select/jpki"));
    let short_read = |name: String, file: File, length: u8| {
        let entry = profile.file(file)?;
        Some(Act::Send(
            name,
            vec![0x00, 0xB0, 0x80 | entry.id, 0x00, length],
        ))
    };
    acts.extend(short_read("token".into(), File::TokenInformation, 0xA0));
    acts.extend(short_read(
        "availability".into(),
        File::CertificateAvailability,
        3,
    ));
    let certificate = File::AuthenticationCaCertificate;
    for _ in 0..REPEATED {
        acts.extend(short_read("exchange".into(), certificate, 4));
    }
    for length in SHORT {
        let bytes = if length == 0 { 256 } else { u16::from(length) };
        acts.extend(short_read(format!("short/{bytes}"), certificate, length));
    }
    if let Some(entry) = profile.file(certificate) {
        for length in EXTENDED {
            let [high, low] = length.to_be_bytes();
            let bytes = if length == 0 {
                65_536
            } else {
                u32::from(length)
            };
            let command = vec![0x00, 0xB0, 0x80 | entry.id, 0x00, 0x00, high, low];
            acts.push(Act::Send(format!("extended/{bytes}"), command));
        }
        // Tells a reader that breaks extended reads from a card that was taken away.
        acts.extend(short_read("after-extended".into(), certificate, 4));
    }
    acts.push(Act::SecondProgram);
    // Whether the first is still alone with it.
    acts.extend(short_read("after-second".into(), certificate, 4));
    for &key in secrets {
        acts.extend(Effect::ALL.map(|effect| Act::Present(key, effect)));
    }
    acts
}

/// The plan for a person, one line for each act; the repeated one once.
pub fn text(acts: &[Act], lang: Lang) -> String {
    let mut lines: Vec<(String, usize)> = Vec::new();
    for act in acts {
        let line = match act {
            Act::Send(name, command) => {
                let hex: Vec<String> = command.iter().map(|byte| format!("{byte:02X}")).collect();
                format!("{name:<28} {}", hex.join(" "))
            }
            Act::Reset => lang.of("ウォームリセット", "warm reset").to_owned(),
            Act::PowerCycle => lang
                .of("電源を切って入れ直す", "power down and up")
                .to_owned(),
            Act::SecondProgram => lang
                .of(
                    "もう1つのプログラムとしてカードにつなごうとする(何も送らない)",
                    "try to connect to the card as a second program, which sends nothing",
                )
                .to_owned(),
            Act::Present(key, effect) => match lang {
                Lang::Ja => format!(
                    "残り回数を聞き、予告してから{}を1回送り、その後「{}」の影響を見る",
                    key_name(*key, lang),
                    effect.name()
                ),
                Lang::En => format!(
                    "ask the tries left, announce and send {} once, then look what \"{}\" does to it",
                    key_name(*key, lang),
                    effect.name()
                ),
            },
        };
        match lines.last_mut() {
            Some((last, count)) if *last == line => *count += 1,
            _ => lines.push((line, 1)),
        }
    }
    let mut text = String::new();
    for (line, count) in lines {
        text += &line;
        if count > 1 {
            text += &format!("  ×{count}");
        }
        text.push('\n');
    }
    text
}

/// The secret for people.
pub fn key_name(key: Key, lang: Lang) -> String {
    match key {
        Key::AuthenticationPin => lang
            .of("利用者証明用電子証明書の暗証番号", "the authentication PIN")
            .to_owned(),
        Key::CodeB => lang.of("照合番号B", "code B").to_owned(),
        other => other.to_string(),
    }
}
