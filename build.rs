//! Reads the question banks, fails the build on a bad one, and writes the index that the app embeds.

use std::path::{Path, PathBuf};
use std::{env, fs};
use xuefa_core::authoring::{BankSource, read_banks};

fn main() {
    let questions = Path::new(env!("CARGO_MANIFEST_DIR")).join("questions");
    println!("cargo::rerun-if-changed={}", questions.display());
    let sources = match json_files(&questions) {
        Ok(sources) => sources,
        Err(error) => fail(&[format!("questions: {error}")]),
    };
    let banks = match read_banks(&sources) {
        Ok(banks) => banks,
        Err(problems) => fail(&problems),
    };
    let index = banks.index().to_text();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("index.txt");
    fs::write(out, index).expect("OUT_DIR is writable");
}

/// Every JSON file of the folder, by name.
fn json_files(folder: &Path) -> std::io::Result<Vec<BankSource>> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            sources.push(BankSource { file, text: fs::read_to_string(&path)? });
        }
    }
    sources.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(sources)
}

fn fail(problems: &[String]) -> ! {
    for problem in problems {
        println!("cargo::error={problem}");
    }
    std::process::exit(1);
}
