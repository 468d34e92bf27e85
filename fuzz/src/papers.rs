//! Leaflets and papers with whatever people enter.

use mynareader::calendar::Date;
use mynareader::guidance::leaflet::{LeafletContext, audience, render};
use mynareader::guidance::outage::{
    AfterRecovery, Birth, Declaration, FourItems, InsuranceKind, OutageMode, Paper, Record, Sex,
    Share, StartStep, Task, blank, print,
};
use mynareader::guidance::{Language, LeafletId};

use crate::certificates::day;
use crate::input::Input;
use crate::said;

fn done<T, E: core::error::Error + 'static>(result: Result<T, E>) -> Option<T> {
    result.map_err(|error| said::error(&error)).ok()
}

/// What is entered must be escaped: no element begins that is not of the template.
fn page(html: &str) {
    assert!(html.ends_with("</html>\n"));
    assert!(!html.contains("<script") && !html.contains("<img"));
}

/// Who reads it and when, then what is entered.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let language: Language = input
        .one(&["ja", "en", "fr", "ja-JP"])
        .parse()
        .expect("a tag");
    let date = day(&mut input).unwrap_or(Date::MAX);
    let mut context = LeafletContext::new(input.text(), date);
    context.phone = input.maybe(Input::text);
    context.model = input.maybe(|input| input.one(&["Hi-CARA", "顔認証", "", "<b>"]));
    context.placement = input.maybe(Input::text);
    context.smartphone = input.maybe(Input::flag);
    if input.flag() {
        let id = input.one(LeafletId::ALL);
        let _ = audience(id);
        if let Some(html) = done(render(id, language, &context)) {
            page(&html);
        }
        return;
    }
    for paper in Paper::ALL {
        if let Some(html) = done(blank(*paper, language, &context)) {
            page(&html);
        }
    }
    let items = four_items(&mut input);
    let declaration = declaration(&mut input, &items);
    let mode = outage_mode(&mut input, date);
    done(items.check(date));
    done(declaration.check(date));
    let mut after = AfterRecovery::new(input.long(), input.long()).with_outage_mode(&mode);
    while !input.is_empty() {
        after.finish(input.one(&Task::ALL));
        let _ = after.remaining();
    }
    assert!(after.papers_may_go() || !after.remaining().is_empty());
    for task in Task::ALL {
        let _ = after.arose(task);
    }
    let records: [&dyn Record; 4] = [&items, &declaration, &mode, &after];
    for record in records {
        if let Some(printed) = done(print(record, language, &context)) {
            page(printed.as_str());
            assert_eq!(format!("{printed:?}"), "PrintedPaper(..)");
        }
    }
    // What is shown of them is never what was entered.
    for shown in [
        format!("{items:?}"),
        format!("{declaration:?}"),
        format!("{mode:?}"),
    ] {
        assert!(shown.len() < 400, "{shown}");
    }
}

const KINDS: [InsuranceKind; 5] = [
    InsuranceKind::Employer,
    InsuranceKind::National,
    InsuranceKind::Elderly,
    InsuranceKind::Other,
    InsuranceKind::NotKnown,
];

const SHARES: [Share; 4] = [Share::Ten, Share::Twenty, Share::Thirty, Share::NotKnown];

/// A birth of which a part may not be known.
fn birth(input: &mut Input<'_>) -> Option<Birth> {
    let year = i16::try_from(input.word() % 10_001).expect("below the greatest");
    match input.byte() % 5 {
        0 => None,
        1 => Some(Birth::UNKNOWN),
        2 => done(Birth::in_year(year)),
        3 => done(Birth::in_month(year, input.byte() % 14)),
        _ => day(input).map(Birth::on),
    }
}

fn four_items(input: &mut Input<'_>) -> FourItems {
    let mut items = FourItems::new();
    let name = input.text();
    if done(items.set_name(name)).is_some() {
        assert_eq!(items.name().is_some(), !name.trim().is_empty());
    }
    done(items.set_name_kana(input.text()));
    done(items.set_address(input.text()));
    done(items.set_insurer(input.text()));
    items.set_birth_date(birth(input));
    items.set_sex(input.maybe(|input| input.one(&[Sex::Male, Sex::Female])));
    let _ = (
        items.name_kana(),
        items.sex(),
        items.birth_date(),
        items.address(),
        items.insurer(),
    );
    items
}

fn declaration(input: &mut Input<'_>, items: &FourItems) -> Declaration {
    let mut paper = if input.flag() {
        Declaration::from_four_items(items)
    } else {
        Declaration::new()
    };
    done(paper.set_name(input.text()));
    done(paper.set_address(input.text()));
    done(paper.set_contact(input.text()));
    done(paper.set_insurer(input.text()));
    done(paper.set_workplace(input.text()));
    paper.set_birth_date(birth(input));
    paper.set_date(day(input));
    paper.set_kind(input.maybe(|input| input.one(&KINDS)));
    paper.set_share(input.maybe(|input| input.one(&SHARES)));
    let _ = (
        paper.name(),
        paper.birth_date(),
        paper.sex(),
        paper.address(),
        paper.contact(),
    );
    let _ = (
        paper.kind(),
        paper.insurer(),
        paper.workplace(),
        paper.share(),
    );
    paper
}

fn outage_mode(input: &mut Input<'_>, today: Date) -> OutageMode {
    let mut mode = OutageMode::new();
    done(mode.set_institution_code(input.text()));
    done(mode.set_institution_name(input.text()));
    done(mode.set_caller(input.text()));
    done(mode.set_registered_phone(input.text()));
    done(mode.set_codes(input.text()));
    for _ in 0..=StartStep::ALL.len() {
        let step = input.one(&StartStep::ALL);
        let early = step
            .after()
            .iter()
            .any(|before| mode.when(*before).is_none());
        assert_eq!(done(mode.finish(step, today)).is_none(), early, "{step:?}");
    }
    let _ = (mode.missing(), mode.next(), mode.is_open());
    mode
}
