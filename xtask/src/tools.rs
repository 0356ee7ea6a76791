//! The tools that the build needs: which versions, and getting them once for all clones of a person.

use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// Newer ones need a newer Rust.
const TRUNK: &str = "0.21.14";
/// The npm package that carries `wasm-opt`.
const BINARYEN: &str = "132.0.0";
/// The npm package that makes JavaScript smaller.
const TERSER: &str = "5.51.2";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Where the tools are.
pub(crate) struct Tools {
    /// The `trunk` program.
    pub(crate) trunk: PathBuf,
    /// The folder with `wasm-bindgen` and its test runner.
    pub(crate) wasm_bindgen_bin: PathBuf,
    /// What makes the app smaller, where Node is there to run it.
    pub(crate) shrinkers: Option<Shrinkers>,
}

/// Programs that make the app smaller; Node runs them.
pub(crate) struct Shrinkers {
    /// The `wasm-opt` program.
    pub(crate) wasm_opt: PathBuf,
    /// The `terser` program.
    pub(crate) terser: PathBuf,
}

/// Gets whatever is missing, saying what it does.
pub(crate) fn provide() -> Result<Tools> {
    add_wasm_target()?;
    Ok(Tools { trunk: cargo_tool("trunk", TRUNK, "trunk", true)?, wasm_bindgen_bin: wasm_bindgen_bin()?, shrinkers: shrinkers()? })
}

/// The folder with `wasm-bindgen`, of the version that the app is locked to.
pub(crate) fn wasm_bindgen_bin() -> Result<PathBuf> {
    let version = locked_version("wasm-bindgen")?;
    // With its own lock file the installation fails when that names versions that are gone.
    let program = cargo_tool("wasm-bindgen-cli", &version, "wasm-bindgen", false)?;
    Ok(program.parent().map(Path::to_path_buf).unwrap_or_default())
}

/// The `PATH` with these folders in front.
pub(crate) fn path_with(folders: &[&Path]) -> Result<OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().map(|folder| folder.to_path_buf()).chain(env::split_paths(&old));
    Ok(env::join_paths(all)?)
}

/// Whether a program can be started.
pub(crate) fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Runs a command to its end; its output goes to the person.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {:?}", command.get_program()))?;
    if !status.success() {
        bail!("{:?} failed ({status})", command.get_program());
    }
    Ok(())
}

/// The compiler's name and version.
pub(crate) fn rustc_version() -> Result<String> {
    let output = Command::new("rustc").arg("--version").output().context("rustc is missing: install Rust with rustup")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn add_wasm_target() -> Result<()> {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().context("rustc is missing: install Rust with rustup")?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&sysroot.stdout).trim());
    if sysroot.join("lib/rustlib").join(WASM_TARGET).exists() {
        return Ok(());
    }
    println!("Adding the Rust target {WASM_TARGET} …");
    run(Command::new("rustup").args(["target", "add", WASM_TARGET]))
        .context("the Rust target for the browser is missing: install Rust with rustup, or add the target by hand")
}

/// A tool from a crate, compiled once for this person.
fn cargo_tool(package: &str, version: &str, program: &str, locked: bool) -> Result<PathBuf> {
    let folder = cache()?.join(format!("{package}-{version}"));
    let path = folder.join("bin").join(program).with_extension(env::consts::EXE_EXTENSION);
    if path.exists() {
        return Ok(path);
    }
    println!("Compiling {package} {version} (once for all clones; about three minutes) …");
    let mut command = Command::new("cargo");
    command.args(["install", package, "--version", version, "--root"]).arg(&folder);
    command.args(locked.then_some("--locked"));
    // A tool that runs for seconds need not take minutes to optimise.
    command.env("CARGO_TARGET_DIR", cache()?.join("build"));
    for (setting, value) in [("OPT_LEVEL", "1"), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "0"), ("STRIP", "none")] {
        command.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
    }
    run(&mut command).with_context(|| format!("cannot compile {package} {version}"))?;
    // Half-built parts are of no use any more; failing to remove them only wastes room.
    let _ = fs::remove_dir_all(cache()?.join("build"));
    Ok(path)
}

/// What makes the app smaller, where Node is there to run it.
fn shrinkers() -> Result<Option<Shrinkers>> {
    if !is_there("node") || !is_there("npm") {
        println!("Node.js with npm is not installed, so the app will be about a third larger. For the small one install Node.js and npm.");
        return Ok(None);
    }
    Ok(Some(Shrinkers { wasm_opt: npm_tool("binaryen", BINARYEN, "bin/wasm-opt")?, terser: npm_tool("terser", TERSER, "bin/terser")? }))
}

/// A program from an npm package, fetched once for this person.
fn npm_tool(package: &str, version: &str, program: &str) -> Result<PathBuf> {
    let folder = cache()?.join(format!("{package}-{version}"));
    let path = folder.join("node_modules").join(package).join(program);
    if path.exists() {
        return Ok(path);
    }
    println!("Getting {package} {version} (once for all clones) …");
    fs::create_dir_all(&folder)?;
    run(Command::new("npm")
        .args(["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"])
        .arg(&folder)
        .arg(format!("{package}@{version}")))
    .with_context(|| format!("cannot get {package} {version}"))?;
    Ok(path)
}

/// The version of a package in `Cargo.lock`.
fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string("Cargo.lock").context("Cargo.lock is missing")?;
    version_in_lock(&lock, package).with_context(|| format!("{package} is not in Cargo.lock"))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    let version = lines.nth(1)?;
    Some(version.strip_prefix("version = \"")?.trim_end_matches('"').to_owned())
}

/// A folder that all clones of a person share.
fn cache() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("XUEFA_CACHE") {
        return Ok(PathBuf::from(folder).join("tools"));
    }
    let base = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cache")));
    Ok(base.context("no home folder: set XUEFA_CACHE to a folder for tools")?.join("xuefa").join("tools"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_found() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "nothing"), None);
    }
}
