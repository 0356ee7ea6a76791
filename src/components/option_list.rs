//! The options of one question. Knows nothing of grading, storage or routes.

use crate::components::icon::Icon;
use crate::components::live;
use leptos::prelude::*;
use xuefa_core::bank::Question;
use xuefa_core::choices::{Choices, letter};

/// Buttons for the options, lettered in the order shown.
#[component]
pub(crate) fn OptionList(
    /// The question.
    question: Question,
    /// Option indices in the order shown.
    order: Vec<u8>,
    /// What is chosen.
    #[prop(into)]
    chosen: Signal<Choices>,
    /// Whether right and wrong are shown; then nothing can be chosen any more.
    #[prop(into)]
    revealed: Signal<bool>,
    /// Receives the index of a pressed option.
    #[prop(into)]
    on_choose: Callback<usize>,
) -> impl IntoView {
    live(move || {
        let (chosen, revealed) = (chosen.get(), revealed.get());
        let options = order.iter().enumerate().map(|(position, &index)| {
            let index = usize::from(index);
            let shown = letter(position).to_string();
            let letter_hook = shown.clone();
            let is_key = question.key.contains(index);
            let is_chosen = chosen.contains(index);
            // Right and wrong in words and by icon, not by colour alone.
            let (class, verdict) = match (revealed, is_key, is_chosen) {
                (true, true, true) => ("option right", Some(("right", "正确答案，已选"))),
                (true, true, false) => ("option right", Some(("right", "正确答案"))),
                (true, false, true) => ("option wrong", Some(("wrong", "选错"))),
                (false, _, true) => ("option chosen", None),
                _ => ("option", None),
            };
            view! {
                <li>
                    <button
                        type="button"
                        class=class
                        data-testid="option"
                        data-letter=letter_hook
                        data-option=index.to_string()
                        aria-pressed=is_chosen.to_string()
                        aria-disabled=revealed.to_string()
                        on:click=move |_| {
                            if !revealed {
                                on_choose.run(index);
                            }
                        }
                    >
                        <span class="letter">{shown}</span>
                        <span class="option-text">{question.options.get(index).cloned().unwrap_or_default()}</span>
                        {verdict.map(|(icon, words)| view! { <span class="verdict"><Icon name=icon />{words}</span> })}
                    </button>
                </li>
            }
        });
        view! { <ul class="options">{options.collect_view()}</ul> }.into_any()
    })
}
