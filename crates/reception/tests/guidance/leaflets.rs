//! Every leaflet and every paper in every language: complete, well-formed, self-contained, with
//! nothing of a person on it, in words that patients may be given.

use mynareader_facts::calendar::Date;
use mynareader_reception::guidance::leaflet::{
    Audience, LONGEST_ENTRY, LeafletContext, LeafletEntry, LeafletError, LeafletId, audience,
    render,
};
use mynareader_reception::guidance::outage::{
    AfterRecovery, Birth, Declaration, FourItems, InsuranceKind, OutageMode, Paper, Record, Sex,
    Share, StartStep, blank, print,
};
use mynareader_reception::guidance::{Book, FrameText, Language, Message, TextFile};

const LANGUAGES: [Language; 2] = [Language::JA, Language::EN];
const FACILITY: &str = "みどり台クリニック";

fn today() -> Date {
    Date::new(2026, 11, 22).unwrap()
}

fn context(facility: &str) -> LeafletContext<'_> {
    let mut context = LeafletContext::new(facility, today());
    context.phone = Some("03-0000-0000");
    context
}

/// Every page that can be printed without a record, with a name for messages.
fn pages(facility: &str) -> Vec<(String, Language, String)> {
    let mut pages = Vec::new();
    for language in LANGUAGES {
        for &id in LeafletId::ALL {
            let html = render(id, language, &context(facility)).unwrap();
            pages.push((format!("{id}.{language}"), language, html));
        }
        for &paper in Paper::ALL {
            let html = blank(paper, language, &context(facility)).unwrap();
            pages.push((format!("{paper}.{language}"), language, html));
        }
    }
    pages
}

/// A page's elements and texts, if it is well-formed: every tag closed in order, attributes
/// quoted and not repeated, no stray `<`, `>` or `&`.
fn parse(html: &str) -> Result<Vec<Piece>, String> {
    let body = html
        .strip_prefix("<!DOCTYPE html>\n")
        .ok_or("no document type")?;
    let mut pieces = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        let at = rest.find('<').unwrap_or(rest.len());
        let (text, tagged) = rest.split_at(at);
        let raw = open.last().is_some_and(|name| name == "style");
        if !text.is_empty() {
            let text = if raw {
                text.to_owned()
            } else {
                unescape(text)?
            };
            pieces.push(Piece::Text(text, open.join("/")));
        }
        if tagged.is_empty() {
            break;
        }
        let end = tagged.find('>').ok_or("a tag is not closed")?;
        let tag = &tagged[1..end];
        rest = &tagged[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().ok_or(format!("</{name}> closes nothing"))?;
            if last != name {
                return Err(format!("</{name}> closes <{last}>"));
            }
            continue;
        }
        let (tag, empty) = match tag.strip_suffix('/') {
            Some(tag) => (tag, true),
            None => (tag, false),
        };
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if name.is_empty()
            || !name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        {
            return Err(format!("<{tag}> is no element"));
        }
        let attributes = parse_attributes(attributes)?;
        pieces.push(Piece::Element(name.to_owned(), attributes));
        if !empty {
            open.push(name.to_owned());
        }
    }
    if open.is_empty() {
        Ok(pieces)
    } else {
        Err(format!("left open: {open:?}"))
    }
}

#[derive(Debug)]
enum Piece {
    Element(String, Vec<(String, String)>),
    /// The text, and the elements that it stands in.
    Text(String, String),
}

fn parse_attributes(mut rest: &str) -> Result<Vec<(String, String)>, String> {
    let mut attributes: Vec<(String, String)> = Vec::new();
    while !rest.trim_start().is_empty() {
        let (name, after) = rest
            .trim_start()
            .split_once("=\"")
            .ok_or("an attribute without a value")?;
        let (value, after) = after.split_once('"').ok_or("an attribute is not closed")?;
        if attributes.iter().any(|(other, _)| other == name) {
            return Err(format!("{name} stands twice"));
        }
        attributes.push((name.to_owned(), unescape(value)?));
        rest = after;
    }
    Ok(attributes)
}

fn unescape(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (entity, rest) = part.split_once(';').ok_or("a stray &")?;
        out.push_str(match entity {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "#39" => "'",
            "#160" => "\u{A0}",
            other => return Err(format!("&{other};")),
        });
        out.push_str(rest);
    }
    if out.len() == text.len() && text.contains('>') {
        return Err("a stray >".to_owned());
    }
    Ok(out)
}

/// What is read on paper: the text without readings.
fn visible(html: &str) -> String {
    let pieces = parse(html).unwrap();
    pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Text(text, within) if within.contains("body") => {
                let reading = within.ends_with("/rt") || within.ends_with("/rp");
                (!reading).then_some(text.as_str())
            }
            _ => None,
        })
        .collect()
}

fn count(html: &str, element: &str) -> usize {
    let pieces = parse(html).unwrap();
    pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Element(name, _) if name == element))
        .count()
}

#[test]
fn the_checker_sees_what_is_malformed() {
    for bad in [
        "<p>x</p>",
        "<!DOCTYPE html>\n<p>x",
        "<!DOCTYPE html>\n<p><b>x</p></b>",
        "<!DOCTYPE html>\n<p class=x>x</p>",
        "<!DOCTYPE html>\n<p a=\"1\" a=\"2\">x</p>",
        "<!DOCTYPE html>\n<p>a & b</p>",
        "<!DOCTYPE html>\n<p>a > b</p>",
        "<!DOCTYPE html>\n<p>&nbsp;</p>",
    ] {
        assert!(parse(bad).is_err(), "{bad}");
    }
    assert!(parse("<!DOCTYPE html>\n<p a=\"1\">x &amp; y<br/></p>").is_ok());
}

#[test]
fn every_page_is_there_well_formed_and_in_its_language() {
    let pages = pages(FACILITY);
    assert_eq!(pages.len(), 2 * (12 + 4));
    for (name, language, html) in &pages {
        let pieces = parse(html).unwrap_or_else(|why| panic!("{name}: {why}"));
        let Some(Piece::Element(root, attributes)) = pieces.first() else {
            panic!("{name}");
        };
        assert_eq!(root, "html");
        assert_eq!(
            attributes,
            &[("lang".to_owned(), language.tag().to_owned())]
        );
        for (element, least, most) in [
            ("title", 1, 1),
            ("h1", 1, 1),
            ("h2", 2, 6),
            ("footer", 1, 1),
        ] {
            let found = count(html, element);
            assert!((least..=most).contains(&found), "{name}: {found} {element}");
        }
        let text = visible(html);
        assert!(text.contains(FACILITY), "{name}");
        assert!(text.contains("03-0000-0000"), "{name}");
        let date = if *language == Language::JA {
            "2026年11月22日"
        } else {
            "22 November 2026"
        };
        assert!(text.contains(date), "{name}");
        for leftover in ["**", "｜", "《", "》", "____", "{", "}", "( )", "[ ]"] {
            assert!(!text.contains(leftover), "{name}: {leftover}");
        }
    }
}

#[test]
fn a_page_needs_nothing_from_outside_and_runs_nothing() {
    for (name, _, html) in pages(FACILITY) {
        for sign in [
            "http:",
            "https:",
            "//",
            "url(",
            "@import",
            "expression(",
            "javascript:",
        ] {
            assert!(!html.contains(sign), "{name}: {sign}");
        }
        for piece in parse(&html).unwrap() {
            let Piece::Element(element, attributes) = piece else {
                continue;
            };
            assert!(
                ![
                    "script", "link", "img", "iframe", "object", "embed", "form", "input", "base",
                    "a", "use", "image"
                ]
                .contains(&element.as_str()),
                "{name}: {element}"
            );
            for (attribute, value) in attributes {
                assert!(
                    [
                        "lang",
                        "charset",
                        "http-equiv",
                        "content",
                        "name",
                        "class",
                        "start",
                        "style",
                        "scope",
                        // Of the drawing of the card.
                        "viewBox",
                        "aria-hidden",
                        "x",
                        "y",
                        "width",
                        "height",
                        "rx",
                        "r",
                        "cx",
                        "cy",
                        "d",
                        "fill",
                        "stroke",
                        "stroke-width"
                    ]
                    .contains(&attribute.as_str()),
                    "{name}: {attribute}"
                );
                if attribute == "style" {
                    assert!(value.starts_with("counter-reset: step "), "{name}: {value}");
                }
            }
        }
        assert!(
            html.contains("default-src 'none'; style-src 'unsafe-inline'"),
            "{name}"
        );
        assert!(html.contains("@page { size: A4;"), "{name}");
    }
}

#[test]
fn what_comes_from_outside_stays_text() {
    let hostile = "</title><script>alert(\"1\")</script><b a='&lt;'>&\u{202E}x";
    for language in LANGUAGES {
        for &id in LeafletId::ALL {
            let mut context = context(hostile);
            context.phone = Some("<i>1</i>");
            context.model = Some("<u>model</u>");
            context.placement = Some("<s>here</s>&amp;");
            let html = render(id, language, &context).unwrap();
            for tag in ["<script", "<b ", "<i>", "<u>", "<s>"] {
                assert!(!html.contains(tag), "{id}.{language}: {tag}");
            }
            assert!(!html.contains('\u{202E}'));
            let text = visible(&html);
            assert!(text.contains("</title><script>alert(\"1\")</script><b a='&lt;'>& x"));
        }
        let html = render(LeafletId::ReaderHowTo, language, &{
            let mut context = context(FACILITY);
            context.placement = Some("<s>here</s>&amp;");
            context
        })
        .unwrap();
        assert!(visible(&html).contains("<s>here</s>&amp;"));
    }
}

#[test]
fn entries_are_bounded() {
    let long = "あ".repeat(LONGEST_ENTRY + 1);
    let fits = "あ".repeat(LONGEST_ENTRY);
    let render =
        |context: &LeafletContext<'_>| render(LeafletId::PinReset, Language::JA, context).map(drop);
    assert_eq!(render(&context(&fits)), Ok(()));
    assert_eq!(
        render(&context(&long)),
        Err(LeafletError::TooLong {
            entry: LeafletEntry::Facility
        })
    );
    assert_eq!(
        render(&context(" ")),
        Err(LeafletError::Empty {
            entry: LeafletEntry::Facility
        })
    );
    let mut other = context(FACILITY);
    other.placement = Some(&long);
    assert_eq!(
        render(&other),
        Err(LeafletError::TooLong {
            entry: LeafletEntry::Placement
        })
    );
    other.placement = None;
    other.phone = Some("");
    assert_eq!(
        render(&other),
        Err(LeafletError::Empty {
            entry: LeafletEntry::Phone
        })
    );
    other.phone = None;
    other.model = Some(&long);
    assert_eq!(
        render(&other),
        Err(LeafletError::TooLong {
            entry: LeafletEntry::Model
        })
    );
}

/// A leaflet depends on the facility and the day alone, and asks a patient for nothing.
#[test]
fn nothing_personal_is_on_a_leaflet() {
    for language in LANGUAGES {
        for &id in LeafletId::ALL {
            let html = render(id, language, &context(FACILITY)).unwrap();
            let other = render(id, language, &context("XYZ")).unwrap();
            assert_eq!(html.replace(FACILITY, "XYZ"), other);
            let mut label = false;
            for piece in parse(&html).unwrap() {
                match piece {
                    Piece::Element(name, _) => label = name == "dt",
                    Piece::Text(text, _) if label => {
                        for personal in [
                            "氏名",
                            "名前",
                            "生年月日",
                            "住所",
                            "Your name",
                            "birth",
                            "address",
                        ] {
                            assert!(!text.contains(personal), "{id}.{language}: {text}");
                        }
                    }
                    Piece::Text(..) => {}
                }
            }
        }
    }
}

#[test]
fn patients_are_never_told_that_the_card_cannot_be_used_or_that_they_are_to_blame() {
    let forbidden = [
        "使えません",
        "使えない",
        "使用できません",
        "使用できない",
        "利用できません",
        "利用できない",
        "無効です",
        "不正",
        "あなたのせい",
        "ご自身の責任",
        "失敗しました",
        "できませんでした。お引き取り",
        "10割",
        "全額",
        "cannot be used",
        "can't be used",
        "unusable",
        "not usable",
        "does not work",
        "invalid card",
        "your fault",
        "your mistake",
        "you failed",
        "rejected",
        "pay in full",
    ];
    for (name, _, html) in pages(FACILITY) {
        let id = name.split('.').next().and_then(LeafletId::from_name);
        if id.is_none_or(|id| audience(id) == Audience::Staff) {
            continue;
        }
        let text = visible(&html);
        for phrase in forbidden {
            assert!(!text.contains(phrase), "{name}: {phrase}");
        }
    }
}

/// One page of A4 in a large print holds about so much; `docs` tell how the pages are looked at.
#[test]
fn texts_stay_short_enough_for_one_page_and_for_reading_aloud() {
    for (name, language, html) in pages(FACILITY) {
        let text = visible(&html);
        let length = text.chars().count();
        let most = if language == Language::JA { 1400 } else { 2900 };
        assert!(length <= most, "{name}: {length} characters");
        let id = name.split('.').next().and_then(LeafletId::from_name);
        if id.is_none_or(|id| audience(id) == Audience::Staff) {
            continue;
        }
        let (end, most) = if language == Language::JA {
            ('。', 75)
        } else {
            ('.', 230)
        };
        // The municipal counter's part is for officials.
        let patient = match html.split_once("<section class=\"counter\">") {
            Some((before, _)) => format!("{before}</article></body></html>"),
            None => html,
        };
        for line in visible(&patient).lines() {
            for sentence in line.split(end) {
                let length = sentence.chars().count();
                assert!(length <= most, "{name}: {length}: {sentence}");
            }
        }
    }
}

/// A translation that drops a step or a row shows here.
#[test]
fn japanese_and_english_are_built_alike() {
    let japanese = |name: &str| {
        pages(FACILITY)
            .into_iter()
            .find(|(other, ..)| other == &format!("{name}.ja"))
            .unwrap()
            .2
    };
    for (name, language, html) in pages(FACILITY) {
        if language == Language::JA {
            continue;
        }
        let other = japanese(name.strip_suffix(".en").unwrap());
        for element in ["section", "li", "tr", "blockquote", "dt"] {
            assert_eq!(
                count(&html, element),
                count(&other, element),
                "{name}: {element}"
            );
        }
    }
}

/// The edition in large letters has no readings; the one in easy Japanese has one for each kanji.
#[test]
fn each_kanji_of_the_easy_edition_has_its_reading() {
    let easy: Language = "ja-Easy".parse().unwrap();
    for &id in LeafletId::ALL {
        if audience(id) == Audience::Staff {
            continue;
        }
        let large = render(id, Language::JA, &context("x")).unwrap();
        assert!(!large.contains("<ruby>"), "{id}");
        let html = render(id, easy, &context("x")).unwrap();
        assert!(html.contains("<html lang=\"ja-Easy\">"), "{id}");
        let kanji = |c: char| matches!(c, '一'..='鿿' | '々');
        let mut readings = 0;
        for piece in &parse(&html).unwrap() {
            let Piece::Text(text, within) = piece else {
                continue;
            };
            if within.ends_with("/rt") {
                readings += 1;
                let hiragana = |c| matches!(c, 'ぁ'..='ん' | 'ー');
                assert!(text.chars().all(hiragana), "{id}: {text}");
            } else if within.ends_with("/ruby") {
                assert!(text.chars().all(kanji), "{id}: {text}");
            } else if !within.ends_with("/title") {
                assert!(!text.chars().any(kanji), "{id}: {text}");
            }
        }
        assert!(readings >= 20, "{id}: {readings}");
    }
}

/// Easy Japanese: short sentences.
#[test]
fn the_easy_edition_has_short_sentences() {
    let easy: Language = "ja-Easy".parse().unwrap();
    for &id in LeafletId::ALL {
        if audience(id) == Audience::Staff {
            continue;
        }
        let html = render(id, easy, &context("x")).unwrap();
        let patient = html.split("<section class=\"counter\">").next().unwrap();
        let body = patient.split("<article").nth(1).unwrap();
        // Without tags, and without readings, which stand between <rp> and </rp>.
        let mut text = String::new();
        for part in body.split("<rp>（</rp><rt>") {
            let rest = part.split_once("</ruby>").map_or(part, |(_, rest)| rest);
            let rest = if text.is_empty() { part } else { rest };
            for piece in rest.split('<') {
                text.push_str(piece.split_once('>').map_or(piece, |(_, words)| words));
            }
        }
        for sentence in text.split(['。', '\n']) {
            let length = sentence.chars().filter(|c| !c.is_whitespace()).count();
            assert!(length <= 50, "{id}: {length}: {sentence}");
        }
    }
}

/// A page that is given long after its facts were known says so.
#[test]
fn an_old_page_says_that_things_may_have_changed() {
    let known = Book::built_in().text(
        Message::from_name("frame.known-up-to").unwrap(),
        Language::JA,
    );
    let known: Date = known.parse().unwrap();
    for (days, told) in [(0, false), (180, false), (181, true), (2000, true)] {
        let mut context = context(FACILITY);
        context.date = known.add_days(days).unwrap();
        let page = render(LeafletId::PinReset, Language::JA, &context).unwrap();
        assert_eq!(
            page.contains("変わったことがあるかもしれません"),
            told,
            "{days}"
        );
    }
}

/// The drawing points at what its page speaks of.
#[test]
fn the_card_is_drawn_where_its_face_is_spoken_of() {
    for (id, place, words) in [
        (LeafletId::PinReset, "card-note", "追記欄"),
        (LeafletId::FaceOnlyCard, "card-note", "追記欄"),
        (LeafletId::CardRenewal, "card-expiry", "有効期限"),
    ] {
        for language in [Language::JA, Language::EN, "ja-Easy".parse().unwrap()] {
            let page = render(id, language, &context(FACILITY)).unwrap();
            let figure = page
                .split_once(&format!("<figure class=\"{place}\">"))
                .unwrap()
                .1;
            let figure = figure.split_once("</figure>").unwrap().0;
            assert!(figure.contains("<svg"), "{id} {language}");
            assert!(
                figure.contains(words) || language != Language::JA,
                "{id} {language}"
            );
            assert_eq!(figure.matches("<dt>").count(), 1, "{id} {language}");
        }
    }
    // The edition with room for it shows all three places.
    let easy = "ja-Easy".parse().unwrap();
    for (id, places) in [(LeafletId::ReaderHowTo, 3), (LeafletId::CodeBUnlock, 1)] {
        let page = render(id, easy, &context(FACILITY)).unwrap();
        let legend = page.split_once("<dl class=\"legend\">").unwrap().1;
        let legend = legend.split_once("</dl>").unwrap().0;
        assert_eq!(legend.matches("<dt>").count(), places, "{id}");
    }
    let file = "schema = 1\n[page.en]\nsmartphone = '''\n# T {patient}\na: ( ) b{smartphone.yes} ( ) c{smartphone.no}\n\n![All of it](PLACE)\n'''\n";
    let all = Book::built_in()
        .amended(&file.replace("PLACE", "card"))
        .unwrap();
    let page = all
        .leaflet(LeafletId::Smartphone, Language::EN, &context(FACILITY))
        .unwrap();
    for number in ["<dt>1</dt>", "<dt>2</dt>", "<dt>3</dt>", ">3</text>"] {
        assert!(page.contains(number), "{number}");
    }
    for bad in ["card-x", "", "https://x", "card \"title\""] {
        assert!(
            Book::built_in()
                .amended(&file.replace("PLACE", bad))
                .is_err(),
            "{bad}"
        );
    }
}

#[test]
fn what_must_stand_on_a_leaflet_stands_there() {
    let title = "医療機関等において顔認証付きカードリーダーを用いた際にロックがかかったマイナンバーカードに対するご対応について";
    for (id, both) in [
        (
            LeafletId::CodeBUnlock,
            vec![title, "005", "照合番号B", "解除", "交換", "券面事項確認AP"],
        ),
        (
            LeafletId::CardReissue,
            vec!["007", "マイナンバーカードアプリの故障"],
        ),
        (
            LeafletId::CertificateRenewal,
            vec!["利用者証明用電子証明書", "資格確認書", "資格情報のお知らせ"],
        ),
        (
            LeafletId::PinReset,
            vec![
                "利用者証明用電子証明書",
                "顔認証",
                "JPKI暗証番号リセット",
                "24",
            ],
        ),
        (
            LeafletId::InsurerNotRegistered,
            vec!["016", "017", "被保険者資格申立書", "資格確認書"],
        ),
        (LeafletId::Smartphone, vec!["iPhone", "Android", "Face ID"]),
        (
            LeafletId::ReaderHowTo,
            vec!["利用者証明用電子証明書暗証番号", "利用登録", "追記欄"],
        ),
        (
            LeafletId::FaceOnlyCard,
            vec![
                "顔認証マイナンバーカード",
                "追記欄",
                "ATM",
                "被保険者資格申立書",
            ],
        ),
        (
            LeafletId::StaffModeSwitch,
            vec![
                "009",
                "管理者アカウント",
                "顔認証付きカードリーダー操作",
                "目視確認",
                "目視で本人確認完了",
                "無人運転モード",
                "目視モード用パスワード",
            ],
        ),
        (
            LeafletId::StaffReadiness,
            vec!["0800-080-4583", "管理者アカウント", "照合番号B", "ONU"],
        ),
    ] {
        for language in LANGUAGES {
            let text = visible(&render(id, language, &context(FACILITY)).unwrap());
            for wanted in &both {
                assert!(text.contains(wanted), "{id}.{language}: {wanted}");
            }
        }
    }
}

/// The step that avoids 009 comes before the switch, and the way back after it.
#[test]
fn the_mode_leaflet_takes_the_card_out_first_and_switches_back() {
    let text =
        visible(&render(LeafletId::StaffModeSwitch, Language::JA, &context(FACILITY)).unwrap());
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(at("カードを抜いてもらう") < at("管理者アカウントで入る"));
    assert!(at("管理者アカウントで入る") < at("［目視確認］"));
    assert!(at("［目視確認］") < at("目視で本人確認完了"));
    assert!(at("目視で本人確認完了") < at("戻す（忘れると"));
    assert!(at("戻す（忘れると") < at("「自動運転」と出る版"));
}

/// The old 保険証 counted until 2026-03-31: what the leaflets say of papers is right from the day
/// after, and they do not offer it.
#[test]
fn leaflets_hold_from_the_day_after_the_tolerance() {
    let on = |year, month, day| LeafletContext::new(FACILITY, Date::new(year, month, day).unwrap());
    let rendered = |context: &LeafletContext<'_>| {
        render(LeafletId::CardReissue, Language::JA, context).map(drop)
    };
    assert_eq!(
        rendered(&on(2026, 3, 31)),
        Err(LeafletError::TooEarly {
            date: Date::new(2026, 3, 31).unwrap(),
            holds_from: Date::new(2026, 4, 1).unwrap(),
        })
    );
    assert_eq!(rendered(&on(2026, 4, 1)), Ok(()));
    assert!(
        blank(Paper::FourItems, Language::JA, &on(2024, 1, 1)).is_ok(),
        "a form is right at any time"
    );
    for (name, _, html) in pages(FACILITY) {
        let text = visible(&html);
        for old in [
            "従来の保険証",
            "今までの保険証",
            "古い保険証",
            "old insurance card",
            "previous insurance card",
        ] {
            assert!(!text.contains(old), "{name}: {old}");
        }
    }
}

#[test]
fn what_the_facility_knows_is_filled_in_and_the_rest_is_left_for_a_pen() {
    let mut context = context(FACILITY);
    let blank_page = visible(&render(LeafletId::ReaderHowTo, Language::JA, &context).unwrap());
    context.placement = Some("写真の面を上にして、奥まで入れる");
    let filled = visible(&render(LeafletId::ReaderHowTo, Language::JA, &context).unwrap());
    assert!(filled.contains("写真の面を上にして、奥まで入れる"));
    assert!(!blank_page.contains("奥まで入れる"));
    // No source tells where the card goes on any model, so a model alone fills nothing.
    context.placement = None;
    context.model = Some("Hi-CARA");
    assert_eq!(
        visible(&render(LeafletId::ReaderHowTo, Language::JA, &context).unwrap()),
        blank_page
    );
    for (says, ticks) in [(None, 0), (Some(true), 1), (Some(false), 1)] {
        context.smartphone = says;
        let page = visible(&render(LeafletId::Smartphone, Language::JA, &context).unwrap());
        assert_eq!(page.matches('✓').count(), ticks);
        let place = page.find('✓');
        let yes = page.find("スマートフォンで受付できます").unwrap();
        assert_eq!(place.is_some_and(|place| place < yes), says == Some(true));
    }
    let readiness = visible(&render(LeafletId::StaffReadiness, Language::EN, &context).unwrap());
    assert!(readiness.contains("Hi-CARA"));
}

fn filled() -> Vec<Box<dyn Record>> {
    let mut items = FourItems::new();
    items.set_name("見本　花子").unwrap();
    items.set_name_kana("ミホン　ハナコ").unwrap();
    items.set_sex(Some(Sex::Female));
    items.set_birth_date(Date::new(1980, 2, 29).ok().map(Birth::on));
    items.set_address("東京都<見本>区1-2-3").unwrap();
    let mut declaration = Declaration::from_four_items(&items);
    declaration.set_kind(Some(InsuranceKind::National));
    declaration.set_share(Some(Share::Thirty));
    declaration.set_contact("090-0000-0000").unwrap();
    declaration.set_date(Some(today()));
    let mut mode = OutageMode::new();
    mode.set_institution_code("9999999999").unwrap();
    mode.set_caller("見本 次郎").unwrap();
    mode.finish(StartStep::Called, today()).unwrap();
    let recovery = AfterRecovery::new(12, 0);
    vec![
        Box::new(items),
        Box::new(declaration),
        Box::new(mode),
        Box::new(recovery),
    ]
}

#[test]
fn a_filled_paper_shows_what_was_entered_and_a_blank_one_nothing() {
    for language in LANGUAGES {
        for record in filled() {
            let printed = print(record.as_ref(), language, &context(FACILITY)).unwrap();
            let text = visible(printed.as_str());
            let empty = visible(&blank(record.paper(), language, &context(FACILITY)).unwrap());
            assert!(!empty.contains('✓'));
            let birth = if language == Language::JA {
                "1980年2月29日（昭和55年2月29日）"
            } else {
                "29 February 1980"
            };
            let (wanted, ticks): (&[&str], usize) = match record.paper() {
                Paper::FourItems => (
                    &["見本　花子", "ミホン　ハナコ", birth, "東京都<見本>区1-2-3"],
                    5,
                ),
                Paper::Declaration => (
                    &["見本　花子", birth, "東京都<見本>区1-2-3", "090-0000-0000"],
                    3,
                ),
                Paper::OutageMode => (&["9999999999", "見本 次郎"], 1),
                // No declarations and no outage mode: these two tasks did not arise.
                _ => (&["12"], 2),
            };
            for words in wanted {
                assert!(text.contains(words), "{}: {words}", record.paper());
                assert!(
                    *words == "12" || !empty.contains(words),
                    "{}",
                    record.paper()
                );
            }
            assert_eq!(
                text.matches('✓').count(),
                ticks,
                "{}.{language}",
                record.paper()
            );
        }
    }
}

/// Whoever knows no day of birth can fill in every paper, and it is complete.
#[test]
fn a_date_of_birth_of_which_only_a_part_is_known_is_printed_so() {
    let cases = [
        (
            Birth::in_month(1955, 3).unwrap(),
            "1955年3月（日は不詳）（昭和30年）",
            "March 1955 (day not known)",
        ),
        (
            Birth::in_year(1989).unwrap(),
            "1989年（月日は不詳）（平成元年）（昭和64年）",
            "1989 (month and day not known)",
        ),
        (Birth::UNKNOWN, "不詳", "not known"),
    ];
    for (birth, ja, en) in cases {
        let mut items = FourItems::new();
        items.set_name("見本　花子").unwrap();
        items.set_sex(Some(Sex::Female));
        items.set_birth_date(Some(birth));
        items.set_address("東京都").unwrap();
        items.check(today()).unwrap();
        let declaration = Declaration::from_four_items(&items);
        declaration.check(today()).unwrap();
        for (language, words) in [(Language::JA, ja), (Language::EN, en)] {
            for record in [&items as &dyn Record, &declaration] {
                let page = print(record, language, &context(FACILITY)).unwrap();
                let text = visible(page.as_str());
                assert!(text.contains(words), "{language}: {words}: {text}");
            }
        }
    }
    let mut items = FourItems::new();
    items.set_birth_date(Some(Birth::in_year(today().year() + 1).unwrap()));
    assert!(items.check(today()).unwrap_err().birth_date_is_in_future());
}

#[test]
fn a_printed_paper_does_not_show_in_debug() {
    for record in filled() {
        let printed = print(record.as_ref(), Language::JA, &context(FACILITY)).unwrap();
        assert_eq!(format!("{printed:?}"), "PrintedPaper(..)");
    }
}

/// Files by their paths.
type Files = Vec<(String, String)>;

/// The folders of the built-in languages, as a translator would have them.
fn folders() -> Files {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/text");
    let readers = std::fs::read_to_string(format!("{root}/readers.toml")).unwrap();
    let mut files = vec![("readers.toml".to_owned(), readers)];
    for language in ["ja", "en", "ja-Easy"] {
        for folder in [
            language.to_owned(),
            format!("{language}/leaflet"),
            format!("{language}/form"),
        ] {
            // The easy edition has no forms of its own.
            let entries = std::fs::read_dir(format!("{root}/{folder}"));
            for entry in entries.into_iter().flatten() {
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_file() {
                    let name = entry.file_name().into_string().unwrap();
                    let text = std::fs::read_to_string(entry.path()).unwrap();
                    files.push((format!("{folder}/{name}"), text));
                }
            }
        }
    }
    files
}

fn book(files: &[(String, String)]) -> Result<Book, String> {
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| TextFile { path, text })
        .collect();
    Book::from_folders(&files).map_err(|refused| refused.to_string())
}

#[test]
fn a_language_is_added_as_data() {
    let vi: Language = "vi".parse().unwrap();
    let unknown = Book::built_in().leaflet(LeafletId::PinReset, vi, &context(FACILITY));
    assert_eq!(unknown, Err(LeafletError::UnknownLanguage));
    let mut files = folders();
    let english: Vec<_> = files
        .iter()
        .filter(|(path, _)| path.starts_with("en/") && !path.ends_with("staff.toml"))
        .map(|(path, text)| {
            let text = text
                .replace("[text.en", "[text.vi")
                .replace("\"English\"", "\"Tiếng Việt\"");
            (path.replace("en/", "vi/"), text)
        })
        .filter(|(path, _)| !path.contains("/staff-"))
        .collect();
    files.extend(english);
    let book = book(&files).unwrap();
    let page = |id, language: &str| {
        let language = language.parse().unwrap();
        book.leaflet(id, language, &context(FACILITY)).unwrap()
    };
    assert!(page(LeafletId::PinReset, "vi-VN").contains("<html lang=\"vi\">"));
    // What is for the staff is in Japanese where the language has none.
    assert!(page(LeafletId::StaffReadiness, "vi").contains("<html lang=\"ja\">"));
    assert_eq!(book.text(Message::Frame(FrameText::Name), vi), "Tiếng Việt");
    // The other languages are as they were.
    assert_eq!(
        page(LeafletId::PinReset, "ja"),
        render(LeafletId::PinReset, Language::JA, &context(FACILITY)).unwrap()
    );
}

/// A leaflet in a file of a maker's takes the place of the built-in one.
#[test]
fn a_leaflet_is_replaced_by_a_file() {
    let file = "schema = 1\n[page.en]\npin-reset = '''\n# New {patient}\nAll is new.\n'''\n";
    let book = Book::built_in().amended(file).unwrap();
    let page = book
        .leaflet(LeafletId::PinReset, Language::EN, &context(FACILITY))
        .unwrap();
    assert!(page.contains("<h1>New</h1>") && page.contains("<p>All is new.</p>"));
    assert!(book.edition().ends_with(", amended"));
    let again = Book::from_toml(&book.to_toml()).unwrap();
    assert_eq!(again, book);
    let bad = file.replace("All is new.", "[All](x) is new.");
    let refused = Book::built_in().amended(&bad).unwrap_err().to_string();
    let told = "line 3, page.en.pin-reset: line 2 of its text: pages do not have this kind";
    assert!(refused.contains(told), "{refused}");
}

#[test]
fn a_bad_page_is_refused_with_the_place_and_the_reason() {
    let files = folders();
    assert!(book(&files).is_ok());
    let refused = |change: &dyn Fn(&mut Files)| {
        let mut files = files.clone();
        change(&mut files);
        book(&files).unwrap_err()
    };
    let edit = |name: &str, from: &str, to: &str| {
        refused(&|files| {
            let (_, text) = files.iter_mut().find(|(other, _)| other == name).unwrap();
            assert!(text.contains(from));
            *text = text.replacen(from, to, 1);
        })
    };
    let first = files
        .iter()
        .find(|(path, _)| path.ends_with("/smartphone.md"))
        .unwrap();
    for (refused, told) in [
        (
            refused(&|files| files.retain(|(path, _)| !path.ends_with("/smartphone.md"))),
            "page.en.smartphone: it is missing",
        ),
        (
            refused(&|files| files.retain(|(path, _)| path != "en/frame.toml")),
            "text.en.frame.say: it is missing",
        ),
        (
            refused(&|files| files.push(("ja/again/smartphone.md".to_owned(), first.1.clone()))),
            "ja/again/smartphone.md, line 1, page.ja.smartphone: it stands twice",
        ),
        (
            refused(&|files| files.push(("ja/poem.md".to_owned(), "# T {patient}\nx".to_owned()))),
            "ja/poem.md, line 1, page.ja.poem: \"poem\" is not a name known here",
        ),
        (
            refused(&|files| files.push(("JA/words.toml".to_owned(), String::new()))),
            "JA/words.toml, folder: \"JA\" is not a name known here",
        ),
        (
            refused(&|files| {
                let text = "schema = 1\n[text.en]\n\"label.staff\" = \"x\"\n";
                files.push(("words.toml".to_owned(), text.to_owned()));
            }),
            "words.toml, line 3, text.en.label.staff: \"en\" is not a name known here",
        ),
        (
            edit("ja/leaflet/pin-reset.md", "{patient}", "{staff}"),
            "page.ja.pin-reset: its title must say that it is for patient",
        ),
        (
            edit("en/form/four-items.md", "{birth-date}", ""),
            "page.en.four-items: its fields must be",
        ),
        (
            edit("en/form/declaration.md", "{contact}", "{insurer}"),
            "page.en.declaration: its fields must be",
        ),
        (
            edit("ja/leaflet/card-renewal.md", "1. ", "7. "),
            "page.ja.card-renewal: line 9 of its text: the step's number does not follow",
        ),
        (
            edit("ja/frame.toml", "{day}", ""),
            "ja/frame.toml, line 18, text.ja.frame.date: its places to fill in must be",
        ),
        (
            edit("ja/frame.toml", "11 12", "11"),
            "text.ja.frame.months: it must be without <, >, &, quotes, and of months",
        ),
        (
            edit("ja/frame.toml", "2026-04-01", "soon"),
            "text.ja.frame.holds-from: this is not a day",
        ),
        (
            edit("ja/frame.toml", "2026-10-10", "2026-03-31"),
            "text.ja.frame.known-up-to: it ends before it begins",
        ),
        (
            edit("ja-Easy/frame.toml", "《かんじゃ》", "《かんじゃ"),
            "text.ja-Easy.frame.patient: a reading must be written",
        ),
    ] {
        assert!(refused.contains(told), "{refused}\nwanted: {told}");
    }
}
