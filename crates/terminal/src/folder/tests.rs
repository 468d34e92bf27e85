#![forbid(unsafe_code)]

use super::*;
use std::sync::atomic::AtomicBool;

fn entries(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

/// Limits under which only a folder that hangs runs out of time.
fn patient() -> Limits {
    Limits {
        deadline: Duration::from_secs(60),
        least_free: 1,
    }
}

/// A count of its own, so that tests that run side by side do not take each other's places.
fn nobody_waits() -> &'static AtomicUsize {
    Box::leak(Box::new(AtomicUsize::new(0)))
}

/// Examines with a disk that misbehaves.
fn with(path: &Path, before: impl Fn(Step) -> io::Result<()> + Send + 'static) -> Examination {
    examine_with(path, &patient(), nobody_waits(), before)
}

fn look(path: &Path) -> Examination {
    with(path, |_| Ok(()))
}

#[test]
fn a_good_folder_is_ready_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("kept.xml"), b"kept").unwrap();
    let examination = look(folder.path());
    assert_eq!(examination.finding(), Finding::Ready);
    assert!(examination.is_usable());
    assert_eq!(examination.step(), Step::Space);
    assert!(examination.free().is_some_and(|free| free > 0));
    assert_eq!(entries(folder.path()), 1);
    assert_eq!(fs::read(folder.path().join("kept.xml")).unwrap(), b"kept");
}

#[test]
fn a_missing_folder_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    // Once by the public way.
    let examination = examine(&folder.path().join("face"));
    assert_eq!(examination.finding(), Finding::Missing);
    assert!(examination.os_code().is_some());
    assert!(!examination.is_usable());
    assert_eq!(look(Path::new("")).finding(), Finding::Missing);
}

#[test]
fn a_file_is_no_folder() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("face");
    fs::write(&file, b"").unwrap();
    assert_eq!(look(&file).finding(), Finding::NotAFolder);
    #[cfg(unix)]
    assert_eq!(look(&file.join("below")).finding(), Finding::NotAFolder);
}

#[test]
fn a_path_that_no_system_takes_is_an_error_and_no_panic() {
    assert!(!look(Path::new("a\0b")).is_usable());
    assert!(!look(Path::new(&"x".repeat(100_000))).is_usable());
}

/// A pipe without a reader holds whoever opens it for ever. It is seen to be no folder, and is
/// not opened.
#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("face");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    let examination = look(&pipe);
    assert_eq!(examination.finding(), Finding::NotAFolder);
    assert!(examination.took() < Duration::from_secs(30));
}

/// Root may write into a read-only folder. So the rights are taken away where they bind, and
/// where they do not, it is the system's error that is put in, which the test then names.
#[cfg(unix)]
#[test]
fn a_folder_without_the_right_to_write_is_not_writable() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let rights_bind = File::create(folder.path().join("try")).is_err();
    if rights_bind {
        let examination = look(folder.path());
        assert_eq!(examination.finding(), Finding::NotWritable);
        assert_eq!(examination.step(), Step::Create);
    } else {
        fs::remove_file(folder.path().join("try")).unwrap();
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let denied = with(folder.path(), |step| match step {
        Step::Create => Err(io::Error::from_raw_os_error(libc::EACCES)),
        _ => Ok(()),
    });
    assert_eq!(denied.finding(), Finding::NotWritable);
    assert_eq!(denied.os_code(), Some(libc::EACCES));
}

/// `/proc` is a folder in which nobody, root included, can create a file.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_is_never_usable() {
    let examination = look(Path::new("/proc"));
    assert!(!examination.is_usable(), "{examination:?}");
    assert_eq!(examination.step(), Step::Create);
}

#[test]
fn each_error_of_the_system_has_its_finding() {
    for (step, kind, expected) in [
        (Step::Look, ErrorKind::NotFound, Finding::Missing),
        (
            Step::Look,
            ErrorKind::PermissionDenied,
            Finding::AccessDenied,
        ),
        (
            Step::Look,
            ErrorKind::HostUnreachable,
            Finding::NotReachable,
        ),
        (Step::Look, ErrorKind::TimedOut, Finding::NotReachable),
        (
            Step::Look,
            ErrorKind::StaleNetworkFileHandle,
            Finding::NotReachable,
        ),
        (
            Step::Create,
            ErrorKind::ReadOnlyFilesystem,
            Finding::NotWritable,
        ),
        (Step::Create, ErrorKind::StorageFull, Finding::Full),
        (Step::Write, ErrorKind::StorageFull, Finding::Full),
        (Step::Write, ErrorKind::QuotaExceeded, Finding::Full),
        (
            Step::ReadBack,
            ErrorKind::PermissionDenied,
            Finding::NotWritable,
        ),
        (Step::ReadBack, ErrorKind::InvalidData, Finding::Other),
        (
            Step::Remove,
            ErrorKind::PermissionDenied,
            Finding::ProbeLeft,
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let examination = with(folder.path(), move |at| {
            if at == step { Err(kind.into()) } else { Ok(()) }
        });
        assert_eq!(examination.finding(), expected, "{step:?} {kind:?}");
        let left = usize::from(step == Step::Remove);
        assert_eq!(entries(folder.path()), left, "{step:?}: the probe");
        assert_eq!(examination.probe_left().is_some(), left == 1);
        if let Some(name) = examination.probe_left() {
            assert!(folder.path().join(name).exists());
        }
    }
}

#[test]
fn what_reads_back_otherwise_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let examination = with(folder.path(), move |step| {
        if step == Step::ReadBack {
            for entry in fs::read_dir(&path)? {
                fs::write(entry?.path(), b"other")?;
            }
        }
        Ok(())
    });
    assert_eq!(examination.finding(), Finding::Altered);
    assert_eq!(entries(folder.path()), 0);
}

#[test]
fn room_that_is_not_known_is_no_fault_and_little_room_is_a_notice() {
    let folder = tempfile::tempdir().unwrap();
    let unknown = with(folder.path(), |step| match step {
        Step::Space => Err(ErrorKind::Unsupported.into()),
        _ => Ok(()),
    });
    assert_eq!((unknown.finding(), unknown.free()), (Finding::Ready, None));
    let limits = Limits {
        least_free: u64::MAX,
        ..patient()
    };
    let little = examine_with(folder.path(), &limits, nobody_waits(), |_| Ok(()));
    assert_eq!(little.finding(), Finding::LittleSpace);
    assert!(little.is_usable());
}

/// A folder that hangs at any step: the answer comes at the deadline, says at which step, and no
/// more than so many threads are left waiting. When the folder wakes, the places are free again
/// and the probe is gone.
#[test]
fn a_folder_that_hangs_costs_no_more_than_the_deadline() {
    static WAITING: AtomicUsize = AtomicUsize::new(0);
    let folder = tempfile::tempdir().unwrap();
    let awake = Arc::new(AtomicBool::new(false));
    let limits = Limits {
        deadline: Duration::from_millis(200),
        least_free: 1,
    };
    let hang_at = |hanging: Step| {
        let awake = Arc::clone(&awake);
        examine_with(folder.path(), &limits, &WAITING, move |step| {
            while step == hanging && !awake.load(Ordering::Acquire) {
                std::thread::sleep(Duration::from_millis(5));
            }
            Ok(())
        })
    };
    for step in [Step::Look, Step::Create, Step::Write, Step::Remove] {
        let examination = hang_at(step);
        assert_eq!(examination.finding(), Finding::NoAnswer);
        assert_eq!(examination.step(), step);
        assert!(examination.took() >= limits.deadline);
        assert!(examination.took() < Duration::from_secs(30));
    }
    let fifth = hang_at(Step::Look);
    assert_eq!(fifth.finding(), Finding::StillWaiting);
    assert!(fifth.took() < limits.deadline);
    awake.store(true, Ordering::Release);
    let begun = Instant::now();
    while WAITING.load(Ordering::Acquire) > 0 {
        assert!(begun.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(entries(folder.path()), 0);
    let limits = patient();
    let again = examine_with(folder.path(), &limits, &WAITING, |_| Ok(()));
    assert_eq!(again.finding(), Finding::Ready);
}

#[test]
fn a_share_is_told_from_a_local_path() {
    for share in [r"\\PC\OQS\face", "//pc/oqs/face", r"\\?\UNC\PC\OQS"] {
        assert!(names_a_share(Path::new(share)), "{share}");
    }
    for local in [
        r"C:\OQS\face",
        r"\\?\C:\OQS",
        r"\\.\pipe\x",
        "/srv/oqs",
        "",
        "//",
    ] {
        assert!(!names_a_share(Path::new(local)), "{local}");
    }
}

#[test]
fn probes_do_not_repeat_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let names: std::collections::HashSet<_> = (0..64)
        .map(|_| create_probe(folder.path()).unwrap().1)
        .collect();
    assert_eq!(names.len(), 64);
}

#[test]
fn a_probe_is_never_written_over_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept");
    fs::write(&kept, b"kept").unwrap();
    let error = create_new(&kept).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AlreadyExists);
    #[cfg(unix)]
    {
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), &link).unwrap();
        assert!(create_new(&link).is_err(), "a link is not followed");
    }
    assert_eq!(fs::read(&kept).unwrap(), b"kept");
}

/// Every finding says in both languages what is the matter and what to do, in a few words.
#[test]
fn every_finding_has_its_sentences() {
    use Finding as F;
    let findings = [
        F::Ready,
        F::Missing,
        F::NotAFolder,
        F::AccessDenied,
        F::NotWritable,
        F::Full,
        F::LittleSpace,
        F::NotReachable,
        F::NoAnswer,
        F::StillWaiting,
        F::Altered,
        F::ProbeLeft,
        F::Other,
    ];
    let mut seen = std::collections::HashSet::new();
    for finding in findings {
        for names_a_share in [false, true] {
            let examination = Examination {
                finding,
                step: Step::Look,
                os_code: Some(13),
                free: None,
                names_a_share,
                probe: None,
                took: Duration::ZERO,
            };
            let text = examination.text();
            assert!(TEXTS.contains(&text), "{text}");
            let shown = examination.to_string();
            assert_eq!(
                shown,
                format!("the output folder: {text} (system error 13)")
            );
            seen.insert(text);
        }
    }
    // Missing and NoAnswer speak of the other computer where the path names one.
    assert_eq!(seen.len(), findings.len() + 2);
    assert_eq!(seen.len(), TEXTS.len());
}
