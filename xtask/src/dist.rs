//! Building the release app into `dist/`, with compressed copies of every file.

use crate::{hook, root, tools};
use anyhow::{Context, Result};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};
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
    let fingerprint = fingerprint()?;
    if fs::read_to_string(&stamp).is_ok_and(|known| known == fingerprint) && folder().join("index.html").exists() {
        println!("dist/ is up to date.");
        return Ok(());
    }
    let tools = tools::provide()?;
    println!("Building the release app …");
    let mut trunk = Command::new(&tools.trunk);
    trunk.args(["build", "--release", "--offline"]);
    trunk.env("PATH", tools::path_with(&[&tools.wasm_bindgen_bin])?);
    trunk.env_remove("NO_COLOR");
    if let Some(wasm_opt) = &tools.wasm_opt {
        trunk.env(hook::WASM_OPT, wasm_opt);
    }
    // A build that is cut short must not pass for a finished one.
    let _ = fs::remove_file(&stamp);
    tools::run(&mut trunk).context("the build failed")?;
    let (plain, packed) = compress(&folder())?;
    println!("dist/ is ready: {} KB, {} KB with brotli.", plain / 1024, packed / 1024);
    fs::create_dir_all(root().join("target"))?;
    fs::write(stamp, fingerprint)?;
    Ok(())
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
    let mut content = String::new();
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
