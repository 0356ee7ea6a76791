//! Before an exam: what it is made of, the rules in words, and the start.

use crate::components::bank_picker::BankPicker;
use crate::components::loading::LoadFailed;
use crate::pages::exams::summary;
use crate::pages::not_found::NotFoundPage;
use crate::platform;
use crate::route::Route;
use crate::state::{BeginExamError, Fetched, begin_exam, expect_library, expect_study};
use crate::text;
use leptos::prelude::*;
use xuefa_core::bank::{BankId, Kind};
use xuefa_core::grading::{PartialRule, Points};
use xuefa_core::paper::{Band, Blueprint, Section, presets};

/// A preset, or a recipe of one's own.
#[component]
pub(crate) fn ExamSetupPage(
    /// The preset's id, or `free`.
    blueprint: String,
) -> impl IntoView {
    let preset = presets().into_iter().find(|preset| preset.id == blueprint);
    let is_free = blueprint == "free";
    let Some(start) = preset.or_else(|| is_free.then(free_blueprint)) else { return view! { <NotFoundPage /> }.into_any() };
    let study = expect_study();
    let library = expect_library();
    let banks = RwSignal::new(Vec::<BankId>::new());
    let recipe = RwSignal::new(start);
    let error = RwSignal::new(None::<String>);
    let starting = RwSignal::new(false);

    // The banks are fetched one after the other once the start is pressed; then the paper is drawn.
    Effect::new(move |_| {
        if !starting.get() {
            return;
        }
        let blueprint = Blueprint { banks: banks.get_untracked(), ..recipe.get_untracked() };
        match library.questions(&blueprint.banks) {
            Fetched::Loading => {}
            Fetched::Failed => starting.set(false),
            Fetched::Ready(asked) => {
                starting.set(false);
                match begin_exam(study, &blueprint, &asked, platform::seed()) {
                    Ok(exam) => Route::ExamRun(exam).go(),
                    Err(BeginExamError::Assemble(reason)) => error.set(Some(text::assemble_error(&reason))),
                    Err(BeginExamError::Store(reason)) => {
                        study.save_error.set(Some(reason.clone()));
                        error.set(Some(text::save_error(&reason).to_owned()));
                    }
                }
            }
        }
    });
    let failed = move || !starting.get() && banks.with(|banks| library.is_failed(banks));
    view! {
        <h1 id="page-title" tabindex="-1">{move || recipe.with(|recipe| recipe.title.clone())}</h1>
        {is_free.then(|| view! { <RecipeForm recipe /> })}
        <BankPicker legend="从哪些题库出题" banks />
        <section class="card rules">
            <h2>"考试规则"</h2>
            <ul>
                <li>{move || recipe.with(summary)}</li>
                <li>{move || recipe.with(|recipe| format!("多选题：{}；任何题不作答都不得分。", text::partial_rule(recipe.partial)))}</li>
                <li>"开始后一直计时：离开页面、锁屏或关机都不会停表。"</li>
                <li>"每次作答立即保存，中断后可在截止前回来继续；时间到自动交卷。"</li>
                <li>"答题时不显示章节和法律名称，交卷后逐题讲解。"</li>
            </ul>
        </section>
        <p class="form-error" role="alert" data-testid="exam-error">{move || error.get()}</p>
        {move || failed().then(|| view! { <LoadFailed /> })}
        <div class="actions">
            <a class="button" href=Route::Exams.href()>"返回"</a>
            <button
                type="button"
                class="primary large"
                data-testid="exam-start"
                disabled=move || starting.get()
                on:click=move |_| { error.set(None); library.retry(); starting.set(true); }
            >
                {move || if starting.get() { "正在组卷……" } else { "开始考试" }}
            </button>
        </div>
    }
    .into_any()
}

fn free_blueprint() -> Blueprint {
    let section = |kind, count, points| Section { kind, count, points: Points::whole(points) };
    let bands =
        [(90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格")].map(|(from_percent, name)| Band { from_percent, name: name.to_owned() });
    Blueprint {
        id: "free".to_owned(),
        title: "自定组卷".to_owned(),
        banks: Vec::new(),
        sections: vec![section(Kind::Single, 20, 2), section(Kind::Multiple, 10, 4), section(Kind::Judge, 10, 2)],
        minutes: 45,
        pass_percent: 60,
        bands: bands.to_vec(),
        partial: PartialRule::Exact,
    }
}

/// Puts a number into a recipe.
type SetNumber = Box<dyn Fn(&mut Blueprint, u32)>;

/// Fields of a recipe of one's own.
#[component]
fn RecipeForm(recipe: RwSignal<Blueprint>) -> impl IntoView {
    let number = move |label: &'static str, max: u32, value: u32, set: SetNumber| {
        view! {
            <label class="field narrow">
                <span>{label}</span>
                <input
                    type="number"
                    inputmode="numeric"
                    min="0"
                    max=max
                    prop:value=value.to_string()
                    on:input:target=move |event| {
                        if let Ok(value) = event.target().value().trim().parse::<u32>() {
                            recipe.update(|recipe| set(recipe, value));
                        }
                    }
                />
            </label>
        }
    };
    let start = recipe.get_untracked();
    let sections = start
        .sections
        .iter()
        .enumerate()
        .map(|(section_idx, section)| {
            view! {
                <fieldset class="inline">
                    <legend>{text::kind(section.kind)}</legend>
                    {number("题数", 200, section.count, Box::new(move |recipe, value| recipe.sections[section_idx].count = value))}
                    {number("每题分值", 20, section.points.0 / 100, Box::new(move |recipe, value| recipe.sections[section_idx].points = Points::whole(value)))}
                </fieldset>
            }
        })
        .collect_view();
    let bands = start
        .bands
        .iter()
        .enumerate()
        .filter(|(_, band)| band.from_percent > 0)
        .map(|(band_idx, band)| {
            let label = match band.name.as_str() {
                "优秀" => "优秀线（%）",
                "良好" => "良好线（%）",
                _ => return ().into_any(),
            };
            number(label, 100, band.from_percent, Box::new(move |recipe, value| recipe.bands[band_idx].from_percent = value)).into_any()
        })
        .collect_view();
    view! {
        <section class="card stack">
            <h2>"组卷"</h2>
            {sections}
            <div class="inline">
                {number("时间（分钟）", 300, start.minutes, Box::new(|recipe, value| recipe.minutes = value))}
                {number("合格线（%）", 100, start.pass_percent, Box::new(|recipe, value| {
                    recipe.pass_percent = value;
                    if let Some(band) = recipe.bands.iter_mut().find(|band| band.name == "合格") {
                        band.from_percent = value;
                    }
                }))}
                {bands}
            </div>
            <fieldset>
                <legend>"多选题少选怎么算"</legend>
                <div class="checks">
                    {PartialRule::ALL
                        .map(|rule| {
                            view! {
                                <label class="check">
                                    <input type="radio" name="partial-rule" prop:checked=move || recipe.with(|recipe| recipe.partial == rule) on:change=move |_| recipe.update(|recipe| recipe.partial = rule) />
                                    <span>{text::partial_rule(rule)}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
            </fieldset>
        </section>
    }
}
