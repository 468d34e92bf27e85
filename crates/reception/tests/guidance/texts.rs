//! All texts stand in one table (`docs/texts.md`) that a person can review in one sitting. It is
//! generated from the data; `UPDATE_TEXTS=1 cargo test -p mynareader-reception --test guidance texts` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use mynareader_reception::fault::{FaultCode, known};
use mynareader_reception::guidance::{
    Book, Language, MAX_SENTENCE, MAX_SENTENCE_JA, MAX_SENTENCES, Message, Variant, sentences,
};

fn length(text: &str) -> usize {
    text.chars().count()
}

/// The longest sentence, in characters.
fn longest(text: &str) -> usize {
    sentences(text).map(length).max().unwrap_or_default()
}

fn situation(message: Message) -> String {
    match message {
        Message::Patient(_, variant) => match variant {
            Variant::Usual => "always".to_owned(),
            Variant::Again => "once more is of no use".to_owned(),
            Variant::TriesLeft => "two or more tries left".to_owned(),
            Variant::FaceOnly => "probably a face-only card".to_owned(),
            Variant::Grace => "within the grace period".to_owned(),
            Variant::SeenToday => "seen today for certain, and not at a pharmacy".to_owned(),
            Variant::Phone => "a phone, or the reader for phones".to_owned(),
        },
        other => other
            .to_string()
            .split_once('.')
            .map(|(_, rest)| rest.to_owned())
            .unwrap_or_default(),
    }
}

struct Section {
    title: &'static str,
    said: &'static str,
    prefix: &'static str,
}

const SECTIONS: [Section; 23] = [
    Section {
        title: "Staff: steps",
        said: "One step a line, in the order of a code's list.",
        prefix: "staff.",
    },
    Section {
        title: "Staff: notes",
        said: "Added by the situation.",
        prefix: "note.",
    },
    Section {
        title: "A patient who is upset: what is said",
        said: "",
        prefix: "complaint.",
    },
    Section {
        title: "A patient who is upset: what the staff answer",
        said: "By where the trouble comes from, and by what is said.",
        prefix: "upset.",
    },
    Section {
        title: "Staff: first on the telephone",
        said: "By what a try with another card showed. In braces what a program fills in.",
        prefix: "opening.",
    },
    Section {
        title: "The ladder: names of the steps",
        said: "From the nearest to the last.",
        prefix: "step.",
    },
    Section {
        title: "The ladder: why a step is open",
        said: "When nothing stands in its way.",
        prefix: "open.",
    },
    Section {
        title: "The ladder: why a step stands as it does",
        said: "Below 500100 it may be taken, from there on not.",
        prefix: "why.",
    },
    Section {
        title: "The ladder: how a step stands",
        said: "",
        prefix: "standing.",
    },
    Section {
        title: "Labels",
        said: "Around guidance as it is shown.",
        prefix: "label.",
    },
    Section {
        title: "Whether trying again helps",
        said: "",
        prefix: "retry.",
    },
    Section {
        title: "Whether a device is at fault",
        said: "",
        prefix: "device-fault.",
    },
    Section {
        title: "Whom to call",
        said: "",
        prefix: "party.",
    },
    Section {
        title: "What to have at hand",
        said: "",
        prefix: "have.",
    },
    Section {
        title: "What the patient says at the municipal counter",
        said: "",
        prefix: "phrase.",
    },
    Section {
        title: "Leaflets",
        said: "",
        prefix: "leaflet.",
    },
    Section {
        title: "Around leaflets and forms",
        said: "In braces what a program fills in.",
        prefix: "frame.",
    },
    Section {
        title: "Screens for the patient",
        said: "In braces what a program fills in.",
        prefix: "screen.",
    },
    Section {
        title: "What the staff are told",
        said: "In braces what a program fills in.",
        prefix: "notice.",
    },
    Section {
        title: "The output folder",
        said: "What an examination of it says to the staff.",
        prefix: "folder.",
    },
    Section {
        title: "Makers: their names",
        said: "By their numbers in codes.",
        prefix: "maker.",
    },
    Section {
        title: "Makers: their companies",
        said: "",
        prefix: "company.",
    },
    Section {
        title: "Models",
        said: "By their numbers in `crates/reception/text/readers.toml`.",
        prefix: "model.",
    },
];

fn table(book: &Book) -> String {
    let mut out = String::from(
        "# Every text\n\nGenerated from the data by `crates/reception/tests/guidance/texts.rs`; do not edit by hand. \
         `UPDATE_TEXTS=1 cargo test -p mynareader-reception --test guidance texts` writes it anew.\n\nThe number is what a maker's \
         file names a text by. Lengths are in characters; for patients, of the longest \
         sentence.\n",
    );
    let both = |message| {
        let (ja, reading) = book.text_for(message, Language::JA, 0);
        (
            ja,
            reading.unwrap_or_default(),
            book.text(message, Language::EN),
        )
    };
    out.push_str(
        "\n## The patient\n\nWhat is happening, and what comes next. At most two short sentences, \
         to be read and to be heard.\n\n| Number | Code | Situation | 日本語 | 読み | 長さ | \
         English | Length |\n|---|---|---|---|---|---|---|---|\n",
    );
    for message in Message::all() {
        let code = match message {
            Message::Patient(code, _) => code.to_string(),
            Message::PatientUnknown => "any other".to_owned(),
            _ => continue,
        };
        let (ja, reading, en) = both(message);
        writeln!(
            out,
            "| {} | {code} | {} | {ja} | {reading} | {} | {en} | {} |",
            message.number(),
            situation(message),
            longest(ja),
            longest(en),
        )
        .unwrap();
    }
    out.push_str(
        "\n## Titles\n\nThe official names; the English ones are this project's.\n\n| Number | \
         Code | 日本語 | English | Source |\n|---|---|---|---|---|\n",
    );
    for message in Message::all() {
        let (code, source) = match message {
            Message::Title(code) => (code.to_string(), known(code).unwrap().source),
            Message::TitleUnknown => ("any other".to_owned(), ""),
            _ => continue,
        };
        let (ja, _, en) = both(message);
        writeln!(
            out,
            "| {} | {code} | {ja} | {en} | {source} |",
            message.number()
        )
        .unwrap();
    }
    for Section {
        title,
        said,
        prefix,
    } in SECTIONS
    {
        write!(out, "\n## {title}\n\n").unwrap();
        if !said.is_empty() {
            write!(out, "{said}\n\n").unwrap();
        }
        out.push_str(
            "| Number | Name | 日本語 | 長さ | English | Length |\n|---|---|---|---|---|---|\n",
        );
        for message in book.messages() {
            if !message.to_string().starts_with(prefix) {
                continue;
            }
            let (ja, _, en) = both(message);
            writeln!(
                out,
                "| {} | {} | {ja} | {} | {en} | {} |",
                message.number(),
                situation(message),
                length(ja),
                length(en),
            )
            .unwrap();
        }
    }
    out.push_str(&pages());
    out
}

const PAGES: [&str; 2] = ["leaflet", "form"];

fn room(of: &str, language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("text/{language}/{of}"))
}

/// The names of the files of one room, in order.
fn files(of: &str) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(room(of, "ja"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The leaflets and the papers, line beside line.
fn pages() -> String {
    let mut out = String::from(
        "\n# Leaflets and papers, line by line\n\nThe readings stand in the Japanese, as \
         ｜漢字《かんじ》; what the signs mean is in `docs/leaflets.md`.\n",
    );
    for of in PAGES {
        for name in files(of) {
            let read = |language| fs::read_to_string(room(of, language).join(&name)).unwrap();
            let (ja, en) = (read("ja"), read("en"));
            assert_eq!(ja.lines().count(), en.lines().count(), "{name}");
            write!(
                out,
                "\n## {name}\n\n| Line | 日本語 | English |\n|---|---|---|\n"
            )
            .unwrap();
            for (number, (ja, en)) in (1..).zip(ja.lines().zip(en.lines())) {
                if ja.is_empty() && en.is_empty() {
                    continue;
                }
                // A drawing is no link here.
                let cell = |text: &str| text.replace('|', "\\|").replace("](", "] (");
                writeln!(out, "| {number} | {} | {} |", cell(ja), cell(en)).unwrap();
            }
        }
    }
    out
}

#[test]
fn the_table_in_the_docs_is_what_the_data_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/texts.md");
    let fresh = table(Book::built_in());
    if std::env::var_os("UPDATE_TEXTS").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differs = kept
        .lines()
        .zip(fresh.lines())
        .find(|(kept, fresh)| kept != fresh);
    assert!(
        kept == fresh,
        "docs/texts.md is not what the data say; UPDATE_TEXTS=1 cargo test -p mynareader-reception --test guidance texts\n{differs:?}"
    );
}

/// Every text stands in the table exactly once.
#[test]
fn the_table_is_complete() {
    let book = Book::built_in();
    let table = table(book);
    for message in book.messages() {
        let start = format!("| {} |", message.number());
        assert_eq!(
            table
                .lines()
                .filter(|line| line.starts_with(&start))
                .count(),
            1,
            "{message}"
        );
    }
    assert_eq!(PAGES.map(|of| files(of).len()), [12, 4]);
    for name in PAGES.into_iter().flat_map(files) {
        assert!(table.contains(&format!("\n## {name}\n")), "{name}");
    }
}

/// The rules for patients' words, held here on their own account and not by the library's check.
/// How many seconds a reading takes, read slowly for an elderly ear: 6.5 morae a second, 0.3 s at a
/// comma, 0.6 s between two sentences \[I\].
fn aloud(reading: &str) -> f64 {
    let morae = reading.chars().filter(|c| {
        matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー')
            && !"ゃゅょぁぃぅぇぉャュョァィゥェォ".contains(*c)
    });
    let count = |stop| f64::from(u32::try_from(reading.matches(stop).count()).unwrap());
    f64::from(u32::try_from(morae.count()).unwrap()) / 6.5
        + 0.3 * count('、')
        + 0.6 * (count('。') - 1.0)
}

#[test]
fn the_time_that_words_take_is_counted_from_their_reading() {
    assert!((aloud("しゃ ー。") - 2.0 / 6.5).abs() < 1e-9);
    assert!((aloud("あ、い。う。") - (3.0 / 6.5 + 0.9)).abs() < 1e-9);
}

#[test]
fn what_patients_hear_is_short_kind_and_true() {
    let book = Book::built_in();
    let mut heard = 0;
    for message in Message::all().into_iter().filter(|it| it.is_read_aloud()) {
        heard += 1;
        let (ja, reading) = book.text_for(message, Language::JA, 0);
        let en = book.text(message, Language::EN);
        assert!(ja.ends_with('。') && (en.ends_with('.')), "{message}");
        let seconds = aloud(reading.unwrap());
        assert!(seconds <= 8.0, "{message}: {seconds:.1} s: {ja}");
        for sentence in ja.split_inclusive('。') {
            assert!(length(sentence) <= 40, "{message}: {sentence}");
            assert!(
                ["す。", "た。", "い。", "ん。", "どうぞ。"]
                    .iter()
                    .any(|end| sentence.ends_with(end)),
                "{message} is not polite: {sentence}"
            );
        }
        assert!(
            ja.matches('。').count() <= 2 && en.matches(". ").count() <= 1,
            "{message}"
        );
        for word in [
            "使え",
            "できません",
            "失敗",
            "エラー",
            "故障",
            "間違",
            "無効",
            "あなた",
        ] {
            assert!(!ja.contains(word), "{message}: {word}");
        }
        for word in [
            "cannot",
            "can't",
            "error",
            "fail",
            "wrong",
            "invalid",
            "your fault",
        ] {
            assert!(!en.to_lowercase().contains(word), "{message}: {word}");
        }
        // The reading says the same: what is kana already stands in it, in order.
        let reading: String = reading.unwrap().chars().filter(|c| *c != ' ').collect();
        let mut rest = reading.chars();
        for c in ja
            .chars()
            .filter(|c| matches!(c, 'ぁ'..='ん' | 'ァ'..='ヺ' | 'ー' | '、' | '。'))
        {
            assert!(
                rest.any(|r| r == c),
                "{message}: {c} of {ja} is not in {reading}"
            );
        }
        // What comes next: a request, a promise, or a way.
        assert!(
            [
                "ください",
                "受付をします",
                "お取りください",
                "選んで",
                "ご案内します",
                "お願いします",
                "どうぞ",
                "お渡しします"
            ]
            .iter()
            .any(|next| ja.contains(next)),
            "{message} does not say what comes next: {ja}"
        );
    }
    assert!(heard >= 27);
    assert_eq!((MAX_SENTENCES, MAX_SENTENCE_JA), (2, 40));
    const { assert!(MAX_SENTENCE <= 90) };
}

/// The ban holds in all polite forms and in each language that has a list, for words, screens and
/// leaflets, and the error names phrase and place.
#[test]
fn no_patient_is_told_that_a_card_cannot_be_used_in_any_form_or_language() {
    let refused = |text: &str| {
        let file = format!("schema = 1\nedition = \"t\"\nknown-up-to = \"2027-01-01\"\n{text}");
        let refused = Book::built_in().amended(&file).unwrap_err();
        refused.to_string()
    };
    for words in [
        "このカードはご利用になれません。",
        "お使いいただけません。",
        "ただ今ご利用いただけません。",
        "使用不可です。",
        "カードが読み取れません。",
        "お使いになれないカードです。",
        "対応できかねます。",
        "エラーです。",
    ] {
        let said = refused(&format!(
            "[text.ja.\"patient.008\"]\nwords = \"{words}\"\nreading = \"あ。\"\n"
        ));
        assert!(
            said.contains("text.ja.patient.008: a patient is never told"),
            "{words}: {said}"
        );
        let said = refused(&format!("[text.ja]\n\"screen.welcome\" = \"{words}\"\n"));
        assert!(
            said.contains("text.ja.screen.welcome: a patient is never told"),
            "{words}: {said}"
        );
    }
    for (language, words) in [
        ("en", "This card CANNOT be used."),
        ("zh-Hans", "此卡无法使用，错误。"),
        ("zh-TW", "此卡無法使用。"),
        ("ko", "이 카드는 사용할 수 없습니다."),
        ("vi", "Thẻ này không thể sử dụng."),
        ("pt-BR", "Este cartão não pode ser usado."),
    ] {
        let said = refused(&format!(
            "[text.{language}]\n\"patient.008\" = \"{words}\"\n"
        ));
        let place = format!("text.{language}.patient.008: a patient is never told");
        assert!(said.contains(&place), "{words}: {said}");
    }
    // On a leaflet, through the kana beside the kanji and marks of emphasis; but a leaflet may explain
    // what the reader says.
    let built_in = include_str!("../../text/ja/leaflet/card-renewal.md");
    for (line, banned) in [
        ("このカードはご｜利用《りよう》に**なれません**。", true),
        ("｜無効《むこう》なカードです。", true),
        ("機械には「故障」と出ます。", false),
    ] {
        let file = format!("schema = 1\n[page.ja]\ncard-renewal = '''\n{built_in}\n{line}\n'''\n");
        let read = Book::built_in().amended(&file);
        let told = read
            .err()
            .map(|refused| refused.to_string())
            .unwrap_or_default();
        assert_eq!(
            told.contains("page.ja.card-renewal: a patient is never told"),
            banned,
            "{line}: {told}"
        );
    }
}

#[test]
fn the_official_titles_are_the_official_ones() {
    let title =
        |code: u32| Book::built_in().text(Message::Title(FaultCode::national(code)), Language::JA);
    for (code, expected) in [
        (1, "マイナンバーカードの認識不可"),
        (5, "照合番号Bのロック"),
        (6, "利用者証明用電子証明書の失効・有効期限切れ"),
        (15, "マイナンバーカードから顔写真の引き出し不可"),
        (101, "マイナンバーカードの券面の読取り不可"),
        (902, "オンライン資格確認等システムの特定機関認証エラー"),
        (906, "顔認証装置の予期せぬ設定処理エラー"),
        (950, "電子処方箋管理サービスの障害発生"),
    ] {
        assert_eq!(title(code), expected);
    }
}
