//! The terminal's output folder by any path, and its certificate's end on any day.

use core::time::Duration;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use mynareader::calendar::Date;
use mynareader::terminal::certificate::{next_warning, schedule, standing, warning_to_show};
use mynareader::terminal::folder::{Limits, examine_within};

use crate::certificates::day;
use crate::input::Input;
use crate::said;

/// A place of our own, with a file, a folder, a link to itself, one to nowhere.
static PLACE: LazyLock<PathBuf> = LazyLock::new(|| {
    let place = std::env::temp_dir().join(format!("mynareader-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(place.join("folder")).expect("a folder to fuzz in");
    std::fs::write(place.join("file"), b"x").expect("a file to fuzz with");
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let _ = symlink(place.join("loop"), place.join("loop"));
        let _ = symlink(place.join("gone"), place.join("nowhere"));
        let _ = std::fs::create_dir(place.join("shut"));
        let _ =
            std::fs::set_permissions(place.join("shut"), std::fs::Permissions::from_mode(0o555));
    }
    place
});

/// The first byte says what the others are.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    if input.byte() % 4 == 0 {
        return days(&mut input);
    }
    let place = &*PLACE;
    let path = match input.byte() % 10 {
        0 => place.join("folder"),
        1 => place.join("file"),
        2 => place.join("loop"),
        3 => place.join("nowhere"),
        4 => place.join("shut"),
        // Never out of the place: what is written is a probe.
        5 => place.join("folder").join("..").join("folder"),
        6 => place.join("x".repeat(usize::from(input.word() % 5000))),
        7 => named(place, input.short()),
        8 => PathBuf::from("\\\\server\\share\\x"),
        _ => PathBuf::new(),
    };
    let mut limits = Limits::default();
    limits.deadline = Duration::from_millis(u64::from(input.byte()));
    limits.least_free = input.number();
    let found = examine_within(&path, &limits);
    said::debug(&found);
    said::plain(&found.to_string());
    assert!(!found.text().is_empty());
    let _ = (
        found.finding(),
        found.step(),
        found.os_code(),
        found.free(),
        found.took(),
    );
    let _ = (found.names_a_share(), found.probe_left(), found.is_usable());
    assert!(!found.is_usable() || path.is_dir());
}

/// A name of any bytes that stays within the place.
fn named(place: &Path, bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt as _;
        let name: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != b'/').collect();
        if name != b".." {
            return place.join(std::ffi::OsString::from_vec(name));
        }
    }
    place.join(bytes.len().to_string())
}

fn days(input: &mut Input<'_>) {
    let [today, last, shown] = core::array::from_fn(|_| {
        day(input).unwrap_or(if input.flag() { Date::MIN } else { Date::MAX })
    });
    for warning in schedule(last) {
        said::debug(warning);
    }
    said::debug(standing(today, last));
    said::debug(warning_to_show(today, last, Some(shown)));
    said::debug(warning_to_show(today, last, None));
    said::debug(next_warning(today, last));
}
