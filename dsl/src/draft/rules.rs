//! Conditions with a figure as facts, criteria and rules of a draft; amounts and lengths as figures.

use super::Drafter;
use super::duties::numbered;
use super::facts::{Quantity, condition};
use super::words::{comment, joined, quoted};
use crate::{Citation, DocumentCriterion, DocumentSection};
use std::collections::{BTreeMap, BTreeSet};

/// What the criteria of the text came to.
#[derive(Debug, Default)]
pub(super) struct Drafted {
    pub(super) facts: String,
    pub(super) rules: String,
    pub(super) figures: String,
    /// The titles a rule decides, with the place of the rule in the text.
    pub(super) titles: Vec<String>,
    /// The criteria under which a title is lost.
    pub(super) lost: Vec<String>,
}

/// A criterion of the text whose condition the language can say.
struct Said {
    record: usize,
    fact: String,
    condition: String,
    branch: Option<String>,
}

/// One clause's rule while it is written: it is kept whole or left out whole.
#[derive(Default)]
struct Rule {
    facts: String,
    declared: Vec<String>,
    text: String,
    declarations: usize,
    records: Vec<usize>,
    criteria: Vec<String>,
}

impl Drafter<'_> {
    pub(super) fn rules(&mut self) -> Drafted {
        let mut drafted = Drafted::default();
        let mut order: Vec<(Citation, &str)> = Vec::new();
        let mut clauses: BTreeMap<(Citation, &str), Vec<usize>> = BTreeMap::new();
        for (index, criterion) in self.document.criteria.iter().enumerate() {
            let place = match criterion.role.as_str() {
                "eligibility" => self.rule_place(criterion.section.as_deref()),
                _ => self.citation(criterion.section.as_deref()),
            };
            let role = match criterion.role.as_str() {
                role @ ("eligibility" | "revocation") => role,
                _ => "figure",
            };
            match place {
                Some(place) => {
                    let key = (place, role);
                    let all = clauses.entry(key.clone()).or_default();
                    if all.is_empty() {
                        order.push(key);
                    }
                    all.push(index);
                }
                None => self.mark(criterion.span, criterion.section.as_deref(), false),
            }
        }
        for key in order {
            let records = clauses.remove(&key).unwrap_or_default();
            let (place, role) = key;
            match role {
                "eligibility" => self.eligibility(&place, &records, &mut drafted),
                "revocation" => self.revocation(&records, &mut drafted),
                _ => self.figures(&records, &mut drafted),
            }
        }
        drafted
    }

    /// The clause whose rule a criterion belongs to: the items of a list make one rule with the clause that lists
    /// them.
    fn rule_place(&self, section: Option<&str>) -> Option<Citation> {
        let mut path = section?;
        while let Some(outer) = self.list_of(path) {
            path = outer;
        }
        self.citation(Some(path))
    }

    /// The section that lists this one as an item without a heading.
    fn list_of<'p>(&self, path: &'p str) -> Option<&'p str> {
        let section: &DocumentSection = self.sections.get(path)?;
        let article = section.sign.starts_with('第') && section.sign.ends_with(['条', '條']);
        let (outer, _) = path.rsplit_once('/')?;
        (section.heading.is_empty() && !article && self.sections.contains_key(outer)).then_some(outer)
    }

    fn record(&self, index: usize) -> Option<&DocumentCriterion> {
        self.document.criteria.get(index)
    }

    /// One rule for the criteria of a clause: all of them; of alternatives any; of branches each under its own words.
    fn eligibility(&mut self, place: &Citation, records: &[usize], drafted: &mut Drafted) {
        let mut rule = Rule::default();
        let said = self.said(records, &mut rule);
        let branches: BTreeSet<&String> = said
            .iter()
            .filter(|one| self.group(one.record).is_none())
            .filter_map(|one| one.branch.as_ref())
            .collect();
        let several = branches.len() > 1;
        let mut done: BTreeSet<usize> = BTreeSet::new();
        for (at, one) in said.iter().enumerate() {
            if done.contains(&one.record) {
                continue;
            }
            let group = self.group(one.record);
            let together: Vec<&Said> = match (&group, &one.branch) {
                (Some(group), _) => {
                    said.iter().skip(at).filter(|o| self.group(o.record).as_ref() == Some(group)).collect()
                }
                (None, Some(_)) if several => said
                    .iter()
                    .skip(at)
                    .filter(|o| self.group(o.record).is_none() && o.branch.is_some())
                    .collect(),
                _ => vec![one],
            };
            done.extend(together.iter().map(|one| one.record));
            let body = match (&group, &one.branch) {
                (Some(_), _) => joined("any", &together.iter().map(|one| within(one)).collect::<Vec<_>>(), 0),
                (None, Some(_)) if several => branched(&together),
                (None, Some(branch)) => {
                    let general = said
                        .iter()
                        .find(|o| o.branch.is_none() && o.fact == one.fact && self.group(o.record).is_none());
                    match general {
                        // The branch's own figure stands in the place of the general one.
                        Some(general) => {
                            format!("if {branch} {{ {} }} else {{ {} }}", one.condition, general.condition)
                        }
                        None => format!("any([not({branch}), {}])", one.condition),
                    }
                }
                // A general figure whose branch has one of its own is said there.
                (None, None)
                    if !several
                        && said.iter().any(|o| {
                            o.branch.is_some() && o.fact == one.fact && self.group(o.record).is_none()
                        }) =>
                {
                    continue;
                }
                (None, None) => one.condition.clone(),
            };
            let records: Vec<usize> = together.iter().map(|one| one.record).collect();
            self.criterion(&records, &body, &mut rule);
        }
        rule.records.extend(said.iter().map(|one| one.record));
        if rule.criteria.is_empty() {
            return self.leave(records);
        }
        let title = self.names.free(&numbered("title", place));
        let all: Vec<String> = rule.criteria.clone();
        rule.text.push_str(&self.title(&title, place));
        rule.text.push_str(&format!("eligibility {title} \"{place}\" {{ {} }}\n", joined("all", &all, 0)));
        rule.declarations += 2;
        if self.keep(&rule, records, drafted) {
            drafted.titles.push(title);
        }
    }

    /// The declaration of a title. Its name is the drafter's to give: until then the words above the clause stand.
    pub(super) fn title(&self, title: &str, place: &Citation) -> String {
        let heading = self.heading(place);
        let words = match heading.as_deref() {
            Some(words) => words,
            None => self.say("(name the title)", "（待起草人填写称号名称）"),
        };
        let remark = self.say(
            "// name the title this clause is about; the words of the text above it stand in its place",
            "// 请填写本条所认定的称号名称；此处暂用原文标题",
        );
        format!("{remark}\ntitle {title} \"{place}\" #{{ {}: {} }};\n", self.language(), quoted(words))
    }

    /// The heading of a clause, else of the nearest clause above it.
    fn heading(&self, place: &Citation) -> Option<String> {
        let mut place = Some(place.clone());
        while let Some(at) = place {
            let clause = self.places.get(&at.place_key()).and_then(|i| self.clauses.clauses.get(*i));
            if let Some(clause) = clause {
                let heading = if self.language() == "zh" { &clause.heading.zh } else { &clause.heading.en };
                if !heading.trim().is_empty() {
                    return Some(heading.clone());
                }
            }
            place = at.parent();
        }
        None
    }

    /// Conditions under which a title is lost: criteria that the procedure refers to.
    fn revocation(&mut self, records: &[usize], drafted: &mut Drafted) {
        for record in records {
            let mut rule = Rule::default();
            let said = self.said(&[*record], &mut rule);
            let Some(one) = said.first() else {
                self.leave(&[*record]);
                continue;
            };
            rule.text.push_str(self.say("// loses the title\n", "// 撤销称号的情形\n"));
            self.criterion(&[*record], &within(one), &mut rule);
            rule.records.push(*record);
            if self.keep(&rule, &[*record], drafted) {
                drafted.lost.extend(rule.criteria);
            }
        }
    }

    /// Amounts and lengths that decide no title: figures of the text, with the sentence that states them.
    fn figures(&mut self, records: &[usize], drafted: &mut Drafted) {
        for record in records {
            let Some(criterion) = self.record(*record).cloned() else { continue };
            let citation = self.citation(criterion.section.as_deref());
            // A range and a share of an open base are more than one figure.
            let single = criterion.upper.is_none() && criterion.of.is_none() && criterion.when.is_none();
            let figure = criterion.value.as_ref().filter(|_| single).and_then(|value| {
                let quantity = Quantity::of(criterion.unit.as_deref(), value, &criterion.indicator);
                // What a plain number counts would be lost.
                (quantity != Quantity::Number).then(|| quantity.figure(value)).flatten()
            });
            let (Some(citation), Some(figure)) = (citation, figure) else {
                self.leave(&[*record]);
                continue;
            };
            let name = self.names.free(&numbered(role_word(&criterion.role), &citation));
            let sentence = self.sentence_at(criterion.span).map_or("", |index| self.words_of(index));
            let mut text = format!("// {}\n", comment(sentence, 600));
            text.push_str(&format!(
                "parameter {name} \"{citation}\" = {figure}{};\n",
                self.hedged(criterion.hedge.as_deref())
            ));
            if self.room.take(&text, 1) {
                drafted.figures.push_str(&text);
                self.mark(criterion.span, criterion.section.as_deref(), true);
            } else {
                self.leave(&[*record]);
            }
        }
    }

    /// The criteria the language can say, with their facts; the sentences of the others stay open.
    fn said(&mut self, records: &[usize], rule: &mut Rule) -> Vec<Said> {
        let language = self.language();
        let mut said = Vec::new();
        for record in records {
            let Some(criterion) = self.record(*record).cloned() else { continue };
            let quantity = criterion
                .value
                .as_ref()
                .map(|value| Quantity::of(criterion.unit.as_deref(), value, &criterion.indicator));
            // Whether it can be said is asked before a fact is declared for it.
            let sayable = quantity.filter(|quantity| condition(&criterion, *quantity, "x").is_some());
            let Some(quantity) = sayable else {
                self.mark(criterion.span, criterion.section.as_deref(), false);
                continue;
            };
            let (fact, declaration) = self.facts.measured(&criterion, quantity, language, &mut self.names);
            rule.declare(&fact, declaration);
            let branch = criterion.when.as_deref().filter(|words| !words.trim().is_empty()).map(|words| {
                let (name, declaration) = self.facts.branch(words, language, &mut self.names);
                rule.declare(&name, declaration);
                name
            });
            if let Some(condition) = condition(&criterion, quantity, &fact) {
                said.push(Said { record: *record, fact, condition, branch });
            }
        }
        said
    }

    /// One criterion, citing the clause of the first of its records.
    fn criterion(&mut self, records: &[usize], body: &str, rule: &mut Rule) {
        let Some(first) = records.first().and_then(|record| self.record(*record)).cloned() else { return };
        let first_clause = self.citation(first.section.as_deref());
        let Some(citation) = self.clause_of(records).or(first_clause) else { return };
        let hedge = records.iter().find_map(|record| self.record(*record)?.hedge.clone());
        let words = comment(self.source.cut(first.span).trim(), 100);
        let words = if words.is_empty() { first.indicator.clone() } else { words };
        let name = self.names.free(&numbered("criterion", &citation));
        rule.text.push_str(&format!(
            "criterion {name} \"{citation}\" #{{ {}: {} }}{} {{ {body} }}\n",
            self.language(),
            quoted(&words),
            self.hedged(hedge.as_deref()),
        ));
        rule.declarations += 1;
        rule.criteria.push(name);
    }

    /// The clause that holds all these records: where they stand in several items, the one that lists them.
    fn clause_of(&self, records: &[usize]) -> Option<Citation> {
        let cited: Option<Vec<Citation>> =
            records.iter().map(|record| self.citation(self.record(*record)?.section.as_deref())).collect();
        let cited = cited?;
        let mut clause = cited.first()?.clone();
        while !cited.iter().all(|one| one.within(&clause)) {
            clause = clause.parent()?;
        }
        let index = self.places.get(&clause.place_key())?;
        self.clauses.clauses.get(*index).map(|found| found.citation.clone())
    }

    /// The mark of a figure that the text softens.
    fn hedged(&self, hedge: Option<&str>) -> String {
        let Some(hedge) = hedge.filter(|hedge| !hedge.trim().is_empty()) else { return String::new() };
        let note = match self.language() {
            "zh" => format!("原文以“{hedge}”限定，此处按无例外理解"),
            _ => format!("the text softens this with “{hedge}”; it is read as if it had no exception"),
        };
        format!(" status single #{{ {}: {} }}", self.language(), quoted(&note))
    }

    fn group(&self, record: usize) -> Option<String> {
        self.record(record)?.alternative_group.clone()
    }

    /// Leaves criteria to the drafter: their sentences stay open.
    fn leave(&mut self, records: &[usize]) {
        for record in records {
            if let Some(criterion) = self.record(*record).cloned() {
                self.mark(criterion.span, criterion.section.as_deref(), false);
            }
        }
    }

    /// Keeps a rule if it fits; says whether it did.
    fn keep(&mut self, rule: &Rule, records: &[usize], drafted: &mut Drafted) -> bool {
        let whole = format!("{}{}", rule.facts, rule.text);
        if !self.room.take(&whole, rule.declarations) {
            self.facts.forget(&rule.declared);
            self.leave(records);
            return false;
        }
        drafted.facts.push_str(&rule.facts);
        drafted.rules.push_str(&rule.text);
        for record in &rule.records {
            if let Some(criterion) = self.record(*record).cloned() {
                self.mark(criterion.span, criterion.section.as_deref(), true);
            }
        }
        true
    }
}

impl Rule {
    fn declare(&mut self, name: &str, declaration: Option<String>) {
        if let Some(declaration) = declaration {
            self.facts.push_str(&declaration);
            self.declared.push(name.to_owned());
            self.declarations += 1;
        }
    }
}

/// A condition with the branch it belongs to.
fn within(one: &Said) -> String {
    match &one.branch {
        Some(branch) => format!("all([{branch}, {}])", one.condition),
        None => one.condition.clone(),
    }
}

/// Several branches: one of them is the enterprise's, with all that is asked there.
fn branched(all: &[&Said]) -> String {
    let mut order: Vec<&String> = Vec::new();
    let mut conditions: BTreeMap<&String, Vec<String>> = BTreeMap::new();
    for one in all {
        let Some(branch) = &one.branch else { continue };
        let list = conditions.entry(branch).or_default();
        if list.is_empty() {
            order.push(branch);
            list.push(branch.clone());
        }
        list.push(one.condition.clone());
    }
    let ways: Vec<String> = order
        .iter()
        .filter_map(|branch| conditions.get(*branch))
        .map(|list| joined("all", list, 4))
        .collect();
    joined("any", &ways, 0)
}

fn role_word(role: &str) -> &'static str {
    match role {
        "benefit" => "benefit",
        "cap" => "cap",
        "period" => "period",
        _ => "figure",
    }
}
