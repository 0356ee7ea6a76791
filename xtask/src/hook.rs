//! What Trunk does not do: writes the banks, shrinks the wasm, fills in the security policy.

use crate::{bank, policy};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Tells the hook where `wasm-opt` is; set by `cargo xtask build`.
pub(crate) const WASM_OPT: &str = "XUEFA_WASM_OPT";

/// What browsers of 2022 have; with more enabled they refuse the module.
const WASM_FEATURES: [&str; 6] =
    ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"];

/// Finishes the build in the folder that Trunk names.
pub(crate) fn run() -> Result<()> {
    let staging = PathBuf::from(env::var_os("TRUNK_STAGING_DIR").context("trunk-hook is called by Trunk, not by hand")?);
    bank::pack(&staging.join("banks"))?;
    if let Some(wasm_opt) = env::var_os(WASM_OPT) {
        shrink(&staging, Path::new(&wasm_opt))?;
    }
    let page = staging.join("index.html");
    let html = fs::read_to_string(&page)?;
    // Day to day, Trunk adds its reloading script after this hook; a policy would stop it.
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    fs::write(&page, if is_release { policy::with_policy(&html) } else { html.replace(policy::PLACEHOLDER, "") })?;
    Ok(())
}

fn shrink(folder: &Path, wasm_opt: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "wasm") {
            continue;
        }
        let before = fs::metadata(&path)?.len();
        let mut command = Command::new("node");
        command.arg(wasm_opt).arg("-Oz").arg("--strip-debug").arg("--strip-producers");
        command.args(WASM_FEATURES.iter().map(|feature| format!("--enable-{feature}")));
        crate::tools::run(command.arg(&path).arg("-o").arg(&path)).context("wasm-opt")?;
        println!("wasm-opt: {} KB → {} KB", before / 1024, fs::metadata(&path)?.len() / 1024);
    }
    Ok(())
}
