//! One bank: the law, ways to practise, chapters and topics.

use crate::components::live;
use crate::components::meter::Meter;
use crate::pages::not_found::NotFoundPage;
use crate::route::Route;
use crate::state::{Library, expect_library, expect_study};
use crate::text;
use leptos::prelude::*;
use xuefa_core::bank::{BankId, Kind, QuestionId};
use xuefa_core::index::BankEntry;
use xuefa_core::mode::Mode;
use xuefa_core::progress::{Coverage, Progress};
use xuefa_core::time::Day;

/// The modes that take no more to say, in the order shown.
const MODES: [Mode; 7] = [Mode::Sequential, Mode::Random, Mode::Unseen, Mode::Wrong, Mode::Favourite, Mode::Review, Mode::Recite];

/// The page of one bank.
#[component]
pub(crate) fn BankPage(
    /// Which bank.
    id: BankId,
) -> impl IntoView {
    let study = expect_study();
    let library = expect_library();
    let Some(bank) = library.bank(&id) else { return view! { <NotFoundPage /> }.into_any() };
    live(move || study.progress.with(|progress| draw(bank, library, progress, study.today.get()))).into_any()
}

fn draw(bank: &'static BankEntry, library: Library, progress: &Progress, today: Day) -> AnyView {
    let coverage = Coverage::of(progress, bank.all_ids(), today);
    let laws = bank.laws.iter().filter_map(|slug| library.index().law(slug)).map(|law| {
        let effective = law.effective.as_deref().map(|day| format!("，{}", text::effective(day))).unwrap_or_default();
        view! { <li>{format!("《{}》，{}{effective}", law.name, law.version)}</li> }
    });
    let kinds = Kind::ALL.iter().zip(bank.n_by_kind).map(|(kind, n)| format!("{}{n}", text::kind(*kind))).collect::<Vec<_>>().join("，");
    let topics = bank.topics.iter().filter_map(|(topic, numbers)| {
        let title = library.index().topics.iter().find(|other| other.id == *topic)?.title.clone();
        let href = Route::topic(std::slice::from_ref(&bank.id), topic).href();
        Some(view! { <li><a class="chip" data-testid="mode-topic" href=href>{format!("{title} {}", numbers.count())}</a></li> })
    });
    view! {
        <h1 id="page-title" tabindex="-1">{bank.title.clone()}</h1>
        <Meter label="已做题目" done=coverage.n_seen all=coverage.n_questions />
        <p class="muted">
            {format!(
                "正确率 {}，错题{}，到期{}，收藏{}",
                text::percent(coverage.accuracy_percent()),
                coverage.n_wrong_book,
                coverage.n_due,
                coverage.n_favourite,
            )}
        </p>
        <h2>"怎样练"</h2>
        {mode_list(std::slice::from_ref(&bank.id), coverage)}
        <h2>"按章节"</h2>
        {chapters(bank, library, progress)}
        <h2>"按专题"</h2>
        <ul class="chips">{topics.collect_view()}</ul>
        <h2>"题库信息"</h2>
        <ul class="plain">{laws.collect_view()}<li>{format!("共{}题：{kinds}；第{}版", bank.n_questions(), bank.revision)}</li></ul>
        <p><a class="foot-link" href=Route::About.href()>"题库说明：题目从哪里来，发现错误怎么办"</a></p>
    }
    .into_any()
}

/// Links to the modes over some banks; none means all.
pub(crate) fn mode_list(banks: &[BankId], coverage: Coverage) -> AnyView {
    let tiles = MODES.map(|mode| {
        let count = match mode {
            Mode::Unseen => Some(coverage.n_questions - coverage.n_seen),
            Mode::Wrong => Some(coverage.n_wrong_book),
            Mode::Favourite => Some(coverage.n_favourite),
            Mode::Review => Some(coverage.n_due),
            _ => None,
        };
        view! {
            <li>
                <a class="tile" data-testid=format!("mode-{}", mode.slug()) href=Route::practice(banks, mode).href()>
                    <span class="tile-title">{text::mode(mode)}{count.map(|n| view! { <span class="count figures">{n.to_string()}</span> })}</span>
                    <span class="tile-note">{text::mode_hint(mode)}</span>
                </a>
            </li>
        }
    });
    view! { <ul class="tiles">{tiles.collect_view()}</ul> }.into_any()
}

/// Chapters under their parts.
fn chapters(bank: &'static BankEntry, library: Library, progress: &Progress) -> AnyView {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (chapter_idx, chapter) in bank.chapters.iter().enumerate() {
        let group = chapter.part.clone().unwrap_or_else(|| {
            let law = bank.laws.get(chapter.law).and_then(|slug| library.index().law(slug));
            if bank.laws.len() > 1 { law.map(|law| law.short.clone()).unwrap_or_default() } else { String::new() }
        });
        match groups.last_mut() {
            Some((last, chapters)) if *last == group => chapters.push(chapter_idx),
            _ => groups.push((group, vec![chapter_idx])),
        }
    }
    let is_seen = |id: &QuestionId| progress.questions.get(id).is_some_and(|stats| stats.n_answered > 0);
    let draw_group = |(group, chapter_idxs): (String, Vec<usize>)| {
        let n_questions: usize = chapter_idxs.iter().map(|&chapter_idx| bank.chapters[chapter_idx].questions.count()).sum();
        let rows = chapter_idxs.into_iter().map(|chapter_idx| {
            let chapter = &bank.chapters[chapter_idx];
            let n_seen = bank.ids(&chapter.questions).filter(is_seen).count();
            view! {
                <li>
                    <a class="row" data-testid="mode-chapter" href=Route::chapter(&bank.id, chapter_idx).href()>
                        <span>{chapter.title.clone()}</span>
                        <Meter label=format!("{}已做", chapter.title) done=n_seen all=chapter.questions.count() />
                    </a>
                </li>
            }
        });
        let rows = view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any();
        if group.is_empty() {
            return rows;
        }
        view! { <details><summary>{group}" "<span class="muted figures">{format!("{n_questions}题")}</span></summary>{rows}</details> }
            .into_any()
    };
    groups.into_iter().map(draw_group).collect_view().into_any()
}
