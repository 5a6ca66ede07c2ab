//! The READMEs show the real output of the demo.

use std::path::Path;
use std::process::Command;

#[test]
#[allow(clippy::disallowed_methods, reason = "a test reads the project's files")]
fn the_readmes_show_what_the_demo_prints() {
    for (readme, language) in [("README.md", "en"), ("README.zh.md", "zh")] {
        let shown =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(readme)).unwrap();
        let run =
            Command::new(env!("CARGO_BIN_EXE_gradus")).args(["demo", "--lang", language]).output().unwrap();
        let printed = String::from_utf8(run.stdout).unwrap();
        assert!(run.status.success());
        assert!(shown.contains(printed.trim_end()), "{readme} shows another demo than the command prints");
    }
}
