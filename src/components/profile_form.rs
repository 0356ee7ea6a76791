//! Asks for 姓名 and 单位, and nothing else.

use crate::text;
use leptos::prelude::*;
use xuefa_core::profile::clean_name;

/// The form.
#[component]
pub(crate) fn ProfileForm(
    /// The name to begin with.
    #[prop(optional, into)]
    name: String,
    /// The unit to begin with.
    #[prop(optional, into)]
    unit: String,
    /// Units already known here, offered while typing.
    known_units: Vec<String>,
    /// The word on the button.
    action: &'static str,
    /// Receives name and unit; returns what went wrong, if anything.
    #[prop(into)]
    on_save: Callback<(String, String), Option<String>>,
) -> impl IntoView {
    let name = RwSignal::new(name);
    let unit = RwSignal::new(unit);
    let error = RwSignal::new(String::new());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let checked = clean_name(&name.get_untracked())
            .map_err(|error| text::name_error("姓名", error))
            .and_then(|name| clean_name(&unit.get_untracked()).map(|unit| (name, unit)).map_err(|error| text::name_error("单位", error)));
        error.set(match checked {
            Ok(profile) => on_save.run(profile).unwrap_or_default(),
            Err(message) => message,
        });
    };
    view! {
        <form class="stack" novalidate on:submit=save>
            <label class="field">
                <span>"姓名"</span>
                <input data-testid="profile-name" type="text" autocomplete="name" maxlength="60" required bind:value=name aria-describedby="profile-error" />
            </label>
            <label class="field">
                <span>"单位"</span>
                <input data-testid="profile-unit" type="text" list="known-units" autocomplete="organization" maxlength="60" required bind:value=unit aria-describedby="profile-error" />
            </label>
            <datalist id="known-units">{known_units.into_iter().map(|unit| view! { <option value=unit></option> }).collect_view()}</datalist>
            <p class="form-error" id="profile-error" role="alert">{error}</p>
            <button class="primary large" type="submit" data-testid="profile-save">{action}</button>
        </form>
    }
}
