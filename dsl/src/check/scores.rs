//! Scores: groups and lines with their most points, and the marks that pass.

use super::Checker;
use super::symbols::Scope;
use crate::ast::{Declaration, ExprKind as W};
use crate::policy::{Expr, ExprKind as K, Group, Indicator, Score, Type};
use crate::{GroupId, IndicatorId, Number, Position, ScoreId, did_you_mean};

impl<'a> Checker<'a> {
    pub(super) fn score(&mut self, declaration: &Declaration) {
        let Some((name, at)) = declaration.word("name") else { return };
        let citation = self.citation(declaration);
        let status = self.status(declaration);
        let (of, pass) = self.marks(declaration, at);
        let (mut groups, mut indicators): (Vec<Group>, Vec<Indicator>) = (Vec::new(), Vec::new());
        let mut names: Vec<&str> = Vec::new();
        for item in declaration.items() {
            self.own_names(item, &mut names);
            if item.keyword == "group" {
                groups.extend(self.group(item, &mut names));
            } else {
                indicators.extend(self.indicator(item));
            }
        }
        let (Some(citation), Some(of)) = (citation, of) else { return };
        if let Some(sum) = most_of(declaration.items())
            && sum != of
        {
            let what = if groups.is_empty() { "the indicators" } else { "the groups and indicators" };
            self.error(
                "score-sum",
                at,
                format!("{what} give {sum} points at most, and the score is of {of}"),
                "the maxima of what stands in a score add up to the score",
            );
        }
        self.policy.scores.push(Score {
            id: ScoreId::new(name),
            at,
            citation,
            of,
            pass,
            status,
            groups,
            indicators,
        });
    }

    /// Reports an item of a score whose name another one has.
    fn own_names<'w>(&mut self, item: &'w Declaration, names: &mut Vec<&'w str>) {
        let Some((name, at)) = item.word("name") else { return };
        if names.contains(&name) {
            let message = format!("`{name}` is already a group or an indicator of this score");
            self.error("duplicate-name", at, message, "give each group and each indicator a name of its own");
        }
        names.push(name);
    }

    /// What `of` and `pass` of a score or a group say.
    fn marks(&mut self, declaration: &Declaration, at: Position) -> (Option<Number>, Option<Number>) {
        let of = declaration.expr("of").and_then(|of| self.literal(of));
        let pass = declaration.expr("pass").and_then(|pass| self.literal(pass));
        if pass.as_ref().is_some_and(|pass| *pass <= Number::zero()) {
            let what = declaration.keyword;
            self.error(
                "score-sum",
                at,
                format!("the pass mark of this {what} is not above zero"),
                "everyone would pass; write the mark the text sets, or leave `pass` out",
            );
        }
        if let Some(of) = &of {
            self.some_points(of, at);
            if pass.as_ref().is_some_and(|pass| pass > of) {
                let what = declaration.keyword;
                self.error(
                    "score-sum",
                    at,
                    format!("the pass mark is above the {what}"),
                    "nobody could pass; check both figures",
                );
            }
        }
        (of, pass)
    }

    fn some_points(&mut self, of: &Number, at: Position) {
        if of.is_negative() || of.is_zero() {
            let help = "write the most points it gives";
            self.error("score-sum", at, "a score is of more than zero points", help);
        }
    }

    fn group<'w>(&mut self, declaration: &'w Declaration, names: &mut Vec<&'w str>) -> Option<Group> {
        let (name, at) = declaration.word("name")?;
        let citation = self.citation(declaration);
        let status = self.status(declaration);
        let (of, pass) = self.marks(declaration, at);
        let mut indicators = Vec::new();
        for item in declaration.items() {
            self.own_names(item, names);
            indicators.extend(self.indicator(item));
        }
        let of = of?;
        if let Some(sum) = most_of(declaration.items())
            && sum < of
        {
            self.error(
                "score-sum",
                at,
                format!("the indicators give {sum} points at most, and the group is of {of}"),
                "nobody could get all its points; a group is of as many points as its indicators give, or of fewer",
            );
        }
        Some(Group { id: GroupId::new(name), at, citation: citation?, of, pass, status, indicators })
    }

    fn indicator(&mut self, declaration: &Declaration) -> Option<Indicator> {
        let (name, at) = declaration.word("name")?;
        let citation = self.citation(declaration);
        let status = self.status(declaration);
        self.not_from_memory(status.as_ref(), declaration);
        let of = declaration.expr("of").and_then(|of| self.literal(of));
        if let Some(of) = &of {
            self.some_points(of, at);
        }
        let Some(body) = declaration.expr("body") else {
            self.missing_body(declaration);
            return None;
        };
        let points = self.expr(body, &Scope::default())?;
        if !matches!(points.ty, Type::Points | Type::Number | Type::Count) {
            let message = format!("an indicator gives points, and this is `{}`", points.ty);
            self.error("type-mismatch", body.at, message, "give points by `bands(…)`, `switch` or `if`");
            return None;
        }
        let of = of?;
        if let Some(most) = self.most_points(&points)
            && most > of
        {
            self.error(
                "points-above-maximum",
                body.at,
                format!("this gives up to {most} points, and the indicator is of {of}"),
                "check the bands against the maximum",
            );
        }
        Some(Indicator { id: IndicatorId::new(name), at, citation: citation?, of, status, points })
    }

    /// `score.group` in an expression: the points of that group.
    pub(super) fn group_points(&mut self, score: &str, group: &str, at: Position) -> Option<Expr> {
        // As written where it is declared here: it may stand below.
        let known: Vec<String> = match self.symbols.written.get(score) {
            Some(written) => {
                let groups = written.items().iter().filter(|item| item.keyword == "group");
                groups.filter_map(|item| item.word("name")).map(|(name, _)| name.to_owned()).collect()
            }
            None => {
                self.any_score(&ScoreId::new(score))?.groups.iter().map(|one| one.id.to_string()).collect()
            }
        };
        if !known.iter().any(|one| one == group) {
            let help = match did_you_mean(group, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => {
                    format!("it has no groups; its points are `{score}`")
                }
                None => format!("its groups are: {}", known.join(", ")),
            };
            self.error("unknown-field", at, format!("the score `{score}` has no group `{group}`"), help);
            return None;
        }
        self.used.insert(score.to_owned());
        Some(Expr { kind: K::Group(ScoreId::new(score), GroupId::new(group)), ty: Type::Points, at })
    }

    /// The most points an expression can give, where that can be read off.
    fn most_points(&self, expr: &Expr) -> Option<Number> {
        let most = |results: Vec<&Expr>| {
            let all: Option<Vec<Number>> =
                results.into_iter().map(|result| self.most_points(result)).collect();
            all?.into_iter().max()
        };
        match &expr.kind {
            K::Number(number) => Some(number.clone()),
            K::Bands(_, bands) => bands.iter().map(|band| band.points.clone()).max(),
            K::If(branches, otherwise) => {
                most(branches.iter().map(|(_, result)| result).chain([&**otherwise]).collect())
            }
            K::Switch(_, cases, otherwise) => {
                most(cases.iter().map(|(_, result)| result).chain(otherwise.as_deref()).collect())
            }
            _ => None,
        }
    }
}

/// The sum of what the items of a score or a group give at most, as written; none where one of them says no number,
/// which is reported where it stands.
fn most_of(items: &[Declaration]) -> Option<Number> {
    items.iter().try_fold(Number::zero(), |sum, item| match &item.expr("of")?.kind {
        W::Number(of) => Some(sum + of.clone()),
        _ => None,
    })
}
