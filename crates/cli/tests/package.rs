//! The command `package`, as a maker uses it, with a key of its own and with one that openssl keeps.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of this test, empty at first.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join("rules.toml"),
        "schema = 1\nedition = \"winter\"\n",
    )
    .unwrap();
    folder
}

fn run(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mynareader"));
    command.current_dir(folder).arg("package");
    command.args(arguments.split_whitespace()).output().unwrap()
}

#[track_caller]
fn done(folder: &Path, arguments: &str) -> String {
    let output = run(folder, arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn refused(folder: &Path, arguments: &str) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments}");
    String::from_utf8(output.stderr).unwrap()
}

const MAKE: &str = "make --data rules.toml --version 12 --issued 2026-12-01 --expires 2027-12-01";

#[test]
fn a_package_is_made_signed_and_checked() {
    let folder = folder("package");
    let key = done(&folder, "key --out rules.key").trim().to_owned();
    assert_eq!(key.len(), 64);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(folder.join("rules.key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // A key is never written over.
    assert!(refused(&folder, "key --out rules.key").contains("rules.key"));
    done(&folder, &format!("{MAKE} --key rules.key --out a.package"));
    let check = |more: &str| format!("check a.package --public {key} --date 2026-12-24 {more}");
    let said = done(&folder, &check("--accepted 11"));
    for wanted in [&key, "2027-12-01", "winter", "store as accepted: 12"] {
        assert!(said.contains(wanted), "{said}");
    }
    assert!(refused(&folder, &check("--accepted 13")).contains("line 3: version 12 is older"));
    let other = done(&folder, "key --out other.key");
    let foreign = format!("check a.package --public {other} --date 2026-12-24");
    assert!(refused(&folder, &foreign).contains(&key));
    let late = format!("check a.package --public {key} --date 2027-12-02");
    assert!(refused(&folder, &late).contains("line 5: it expired on 2027-12-01"));
    assert!(done(&folder, &format!("{late} --accepted 12")).contains("stays in force"));
    // What no reader would take is not made.
    fs::write(folder.join("rules.toml"), "schema = 1\nx = 1\n").unwrap();
    let bad = refused(&folder, &format!("{MAKE} --key rules.key --out b.package"));
    assert!(
        bad.contains("rules.toml") && bad.contains("line 2"),
        "{bad}"
    );
    assert!(!folder.join("b.package").exists());
    let wrong = refused(&folder, &format!("{MAKE} --key rules.toml --out b.package"));
    assert!(wrong.contains("rules.toml"), "{wrong}");
}

/// The key never comes near this program; another implementation signs.
#[test]
fn a_key_that_is_kept_elsewhere_signs() {
    if Command::new("openssl").arg("version").output().is_err() {
        eprintln!("SKIPPED: openssl is not on this machine");
        return;
    }
    let folder = folder("elsewhere");
    let openssl = |arguments: &str| {
        let mut command = Command::new("openssl");
        command
            .current_dir(&folder)
            .args(arguments.split_whitespace());
        let output = command.output().unwrap();
        assert!(output.status.success(), "openssl {arguments}: {output:?}");
    };
    openssl("genpkey -algorithm ed25519 -out key.pem");
    openssl("pkey -in key.pem -pubout -outform DER -out public.der");
    let der = fs::read(folder.join("public.der")).unwrap();
    let key: String = der[der.len() - 32..]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    done(&folder, &format!("{MAKE} --bytes to-sign"));
    openssl("pkeyutl -sign -inkey key.pem -rawin -in to-sign -out signature");
    let finish = format!("{MAKE} --public {key} --signature signature --out a.package");
    done(&folder, &finish);
    let check = format!("check a.package --public {key} --date 2026-12-24");
    assert!(done(&folder, &check).contains("store as accepted: 12"));
    // For other bytes the signature does not fit, and nothing is written.
    let other = finish
        .replace("--version 12", "--version 13")
        .replace("a.package", "b.package");
    assert!(refused(&folder, &other).contains("signature is not that"));
    assert!(!folder.join("b.package").exists());
}
