//! A draft passes the check wherever it is saved: alone, it is read with the registry the command carries.

use std::path::Path;
use std::process::Command;

#[test]
#[allow(clippy::disallowed_methods, reason = "a test writes a file of its own")]
fn a_draft_saved_alone_passes_the_check() {
    let gradus = || Command::new(env!("CARGO_BIN_EXE_gradus"));
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/miit-2021-70/source.en.txt");
    let drafted = gradus().arg("draft").arg(seed).output().unwrap();
    assert!(drafted.status.success());
    let folder = std::env::temp_dir().join(format!("gradus-draft-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("draft.rhai");
    std::fs::write(&file, drafted.stdout).unwrap();
    let checked = gradus().arg("check").arg(&file).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
}
