//! Building the release app into `dist/`, with compressed copies of every file.

use crate::{hook, root, tools};
use anyhow::{Context, Result};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};
use xuefa_core::authoring::hash;

/// What the app is built from. A change in any of it calls for a new build.
const INPUTS: [&str; 11] =
    [".cargo", "Cargo.lock", "Cargo.toml", "Trunk.toml", "build.rs", "crates", "index.html", "questions", "src", "style", "xtask"];
/// Files that are not worth compressing.
const MIN_COMPRESSED_BYTES: usize = 200;

/// The folder of the built app.
pub(crate) fn folder() -> PathBuf {
    root().join("dist")
}

/// Builds the release app, unless the one in `dist/` is of the present sources.
pub(crate) fn build() -> Result<()> {
    let stamp = root().join("target").join("dist-fingerprint");
    let inputs = fingerprint()?;
    if is_current(&stamp, &folder(), &inputs) {
        println!("dist/ is up to date.");
        return Ok(());
    }
    let tools = tools::provide()?;
    println!("Building the release app …");
    let mut trunk = Command::new(&tools.trunk);
    trunk.args(["build", "--release", "--offline"]);
    trunk.env("PATH", tools::path_with(&[&tools.wasm_bindgen_bin])?);
    trunk.env_remove("NO_COLOR");
    // Trunk's own minifier cannot read today's scripts and warns of it; the hook makes them smaller.
    trunk.env("RUST_LOG", "info,trunk::processing::minify=error");
    trunk.env("CARGO_ENCODED_RUSTFLAGS", rust_flags().join("\u{1f}"));
    if let Some(shrinkers) = &tools.shrinkers {
        trunk.env(hook::WASM_OPT, &shrinkers.wasm_opt);
        trunk.env(hook::TERSER, &shrinkers.terser);
    }
    // A build that is cut short must not pass for a finished one.
    let _ = fs::remove_file(&stamp);
    tools::run(&mut trunk).context("the build failed")?;
    let (plain, packed) = compress(&folder())?;
    println!("dist/ is ready: {} KB, {} KB with brotli.", plain / 1024, packed / 1024);
    fs::create_dir_all(root().join("target"))?;
    fs::write(stamp, stamp_text(&folder(), &inputs)?)?;
    Ok(())
}

/// Flags for the compiler: those of `.cargo/config.toml`, which an environment variable replaces, and
/// names without the folders of this machine in the messages that end up in the app.
fn rust_flags() -> Vec<String> {
    let mut flags = vec!["--cfg=erase_components".to_owned()];
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let registries = cargo_home.map(|home| home.join("registry").join("src")).and_then(|sources| fs::read_dir(sources).ok());
    let mut folders: Vec<PathBuf> = registries.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.push(root());
    flags.extend(folders.iter().map(|folder| format!("--remap-path-prefix={}/=", folder.display())));
    flags
}

/// Whether the folder holds what was built from these inputs. `trunk serve` writes there too.
fn is_current(stamp: &Path, folder: &Path, inputs: &str) -> bool {
    let known = fs::read_to_string(stamp);
    known.is_ok_and(|known| stamp_text(folder, inputs).is_ok_and(|now| now == known))
}

/// What was built from what. The page names all other files by their content, so it stands for all of them.
fn stamp_text(folder: &Path, inputs: &str) -> io::Result<String> {
    Ok(format!("{inputs} {}", hash(&fs::read_to_string(folder.join("index.html"))?)))
}

/// Writes a brotli and a gzip copy beside every file. Returns all bytes before and after brotli.
fn compress(folder: &Path) -> Result<(u64, u64)> {
    let (mut plain, mut packed) = (0, 0);
    for path in files(folder)? {
        let content = fs::read(&path)?;
        plain += content.len() as u64;
        if content.len() < MIN_COMPRESSED_BYTES {
            packed += content.len() as u64;
            continue;
        }
        let mut brotli = Vec::new();
        let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut content.as_slice(), &mut brotli, &params)?;
        packed += brotli.len() as u64;
        fs::write(with_suffix(&path, "br"), brotli)?;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&content)?;
        fs::write(with_suffix(&path, "gz"), gzip.finish()?)?;
    }
    Ok((plain, packed))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

/// Tells one state of the inputs from another.
fn fingerprint() -> Result<String> {
    let mut paths = Vec::new();
    for input in INPUTS {
        let path = root().join(input);
        if path.is_dir() { paths.extend(files(&path)?) } else { paths.push(path) }
    }
    paths.sort();
    // A new compiler, or wasm-opt where there was none, makes another app of the same sources.
    let mut content = format!("{} {}", tools::rustc_version()?, tools::is_there("node"));
    for path in paths {
        content.push_str(&path.strip_prefix(root()).unwrap_or(&path).to_string_lossy());
        content.push_str(&hash(&String::from_utf8_lossy(&fs::read(&path)?)));
    }
    Ok(hash(&content))
}

/// All files of a folder and the folders in it.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_build_that_was_stamped_is_current() {
        let folder = std::env::temp_dir().join(format!("xuefa-dist-{}", std::process::id()));
        let stamp = folder.join("stamp");
        fs::create_dir_all(&folder).unwrap();
        assert!(!is_current(&stamp, &folder, "inputs"), "nothing built");
        fs::write(folder.join("index.html"), "release").unwrap();
        assert!(!is_current(&stamp, &folder, "inputs"), "never stamped");
        fs::write(&stamp, stamp_text(&folder, "inputs").unwrap()).unwrap();
        assert!(is_current(&stamp, &folder, "inputs"));
        assert!(!is_current(&stamp, &folder, "other inputs"));
        fs::write(folder.join("index.html"), "debug").unwrap();
        assert!(!is_current(&stamp, &folder, "inputs"), "built by someone else");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn compressed_copies_stand_beside_all_but_tiny_files() {
        let folder = std::env::temp_dir().join(format!("xuefa-compress-{}", std::process::id()));
        fs::create_dir_all(folder.join("banks")).unwrap();
        fs::write(folder.join("banks/a.json"), "法".repeat(1000)).unwrap();
        fs::write(folder.join("tiny.js"), "x").unwrap();
        let (plain, packed) = compress(&folder).unwrap();
        assert_eq!(plain, 3001);
        assert!(packed < 100, "{packed}");
        let mut names: Vec<_> = files(&folder).unwrap().iter().map(|path| path.strip_prefix(&folder).unwrap().to_owned()).collect();
        names.sort();
        assert_eq!(names, ["banks/a.json", "banks/a.json.br", "banks/a.json.gz", "tiny.js"].map(PathBuf::from));
        fs::remove_dir_all(folder).unwrap();
    }
}
