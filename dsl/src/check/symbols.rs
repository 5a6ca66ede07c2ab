//! The names of a policy: what each stands for, and who uses what.

use super::Checker;
use super::calls::is_function;
use crate::ast::{Declaration, Expr as Written, File, Node};
use crate::policy::{Expr, Type};
use crate::{NameId, Position, did_you_mean};
use std::collections::BTreeMap;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Symbol {
    Fact,
    Parameter,
    Let,
    Function,
    Criterion,
    Score,
    Table,
    Title,
}

impl Symbol {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Parameter => "parameter",
            Self::Let => "named expression",
            Self::Function => "function",
            Self::Criterion => "criterion",
            Self::Score => "score",
            Self::Table => "table",
            Self::Title => "title",
        }
    }

    fn of(keyword: &str) -> Option<Self> {
        Some(match keyword {
            "fact" => Self::Fact,
            "parameter" => Self::Parameter,
            "let" => Self::Let,
            "fn" => Self::Function,
            "criterion" => Self::Criterion,
            "score" => Self::Score,
            "table" => Self::Table,
            "title" | "eligibility" => Self::Title,
            _ => return None,
        })
    }
}

#[derive(Debug, Default)]
pub(super) struct Symbols<'a> {
    pub(super) names: BTreeMap<&'a str, (Symbol, Position)>,
    pub(super) lets: BTreeMap<&'a str, &'a Written>,
    pub(super) functions: BTreeMap<&'a str, &'a Declaration>,
    /// Scores and tables as written, by name.
    pub(super) written: BTreeMap<&'a str, &'a Declaration>,
    /// Packs imported under a name.
    pub(super) aliases: BTreeMap<&'a str, Position>,
}

/// How far a named expression has been given meaning.
#[derive(Clone, Debug)]
pub(super) enum LetState {
    Visiting,
    Done(Option<Type>),
}

/// What the names of a body stand for, beside the names of the policy.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// Variables and function parameters.
    pub(super) variables: BTreeMap<String, Variable>,
    /// Inside a function: the names of the policy are not seen.
    pub(super) closed: bool,
    /// Where the expression stands.
    pub(super) place: Place,
}

/// What a variable stands for.
#[derive(Clone, Debug)]
pub(super) enum Variable {
    /// A year of `each_year`, under the name it has in the typed expression.
    Year(String),
    /// A record of a list, under the name it has in the typed expression.
    Record(String, Vec<crate::policy::Field>),
    /// The argument of a function, already given meaning.
    Argument(Expr),
}

/// What may stand in an expression beside the usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// A rule.
    #[default]
    Rule,
    /// The guard of a step or a measure: titles stand for rulings.
    Guard,
    /// A target: `holders(title)`.
    Target,
}

/// How deep names may refer to names; deeper chains are refused, so that no walk over them is deep.
pub(super) const MAX_REFERENCE_DEPTH: usize = 48;

impl<'a> Checker<'a> {
    /// Collects every name before any expression is looked at: declarations are free of order.
    pub(super) fn collect(&mut self, file: &'a File) {
        for declaration in &file.declarations {
            let keyword = declaration.keyword;
            if keyword == "use"
                && let Some((alias, at)) = declaration.word("alias")
            {
                self.symbols.aliases.insert(alias, at);
            }
            let (Some(symbol), Some((name, at))) = (Symbol::of(keyword), declaration.word("name")) else {
                continue;
            };
            match symbol {
                Symbol::Let => {
                    if let Some(value) = declaration.expr("value") {
                        self.symbols.lets.entry(name).or_insert(value);
                    }
                }
                Symbol::Function => {
                    self.symbols.functions.entry(name).or_insert(declaration);
                }
                Symbol::Score | Symbol::Table => {
                    self.symbols.written.entry(name).or_insert(declaration);
                }
                _ => {}
            }
            match self.symbols.names.get(name) {
                // A title is spoken of by `title` and by `eligibility`; a figure that changed has several entries.
                Some((known, _))
                    if *known == symbol && matches!(symbol, Symbol::Title | Symbol::Parameter) => {}
                Some((known, first)) => {
                    let (word, line) = (known.word(), first.line);
                    self.error(
                        "duplicate-name",
                        at,
                        format!("`{name}` is already the name of a {word} on line {line}"),
                        "give each fact, figure, rule and title a name of its own",
                    );
                }
                None => {
                    self.symbols.names.insert(name, (symbol, at));
                }
            }
        }
    }

    /// Reports a name that stands for nothing here.
    pub(super) fn unknown_name(&mut self, name: &str, at: Position, scope: &Scope) {
        if !scope.closed && self.unread.may_declare(name) {
            return;
        }
        let variables = scope.variables.keys().map(String::as_str);
        let near = if scope.closed {
            did_you_mean(name, variables)
        } else {
            did_you_mean(name, variables.chain(self.symbols.names.keys().copied()).chain(self.unread.names()))
        };
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if scope.closed => "a function sees only its own arguments; pass the value in".to_owned(),
            None => "declare it as a `fact`, a `parameter`, a `criterion` or with `let`".to_owned(),
        };
        self.error("unknown-name", at, format!("`{name}` is not declared"), help);
    }

    /// The type of a named expression; its meaning is worked out once, and kept in the policy.
    pub(super) fn let_type(&mut self, name: &str, at: Position) -> Option<Type> {
        match self.lets.get(name) {
            Some(LetState::Done(ty)) => return ty.clone(),
            Some(LetState::Visiting) => {
                self.error(
                    "recursive",
                    at,
                    format!("`{name}` is defined by itself"),
                    "break the circle: a named expression is built from facts and figures",
                );
                return None;
            }
            None => {}
        }
        let written = *self.symbols.lets.get(name)?;
        let depth = self.lets.values().filter(|state| matches!(state, LetState::Visiting)).count();
        if depth >= MAX_REFERENCE_DEPTH {
            self.too_deep(at);
            return None;
        }
        self.lets.insert(name.to_owned(), LetState::Visiting);
        let value = self.expr(written, &Scope::default());
        let ty = value.as_ref().map(|value| value.ty.clone());
        self.lets.insert(name.to_owned(), LetState::Done(ty.clone()));
        if let Some(value) = value {
            let declared = self.symbols.names.get(name).map_or(at, |(_, at)| *at);
            self.policy.names.push(crate::policy::Named { id: NameId::new(name), at: declared, value });
        }
        ty
    }

    pub(super) fn too_deep(&mut self, at: Position) {
        self.error(
            "references-too-deep",
            at,
            format!("names refer to names more than {MAX_REFERENCE_DEPTH} deep"),
            "write the inner parts out, or join them with `all([...])`",
        );
    }

    /// Checks a function on its own: a body that nobody calls is still looked at for names it cannot see.
    pub(super) fn function(&mut self, declaration: &'a Declaration) {
        let Some((name, at)) = declaration.word("name") else { return };
        if is_function(name) {
            self.error(
                "duplicate-name",
                at,
                format!("`{name}` is already a function of the language"),
                "give the function a name of its own",
            );
        }
        for parameter in parameters(declaration) {
            if self.symbols.names.contains_key(parameter) {
                self.error(
                    "shadowed",
                    at,
                    format!("the argument `{parameter}` of `{name}` hides a name of the policy"),
                    "give the argument a name of its own",
                );
            }
        }
        if let Some(body) = declaration.expr("body") {
            self.unseen_names(body, &parameters(declaration), 0);
        }
    }

    /// Reports names in a function body that are none of its arguments.
    fn unseen_names(&mut self, body: &Written, seen: &[&str], depth: usize) {
        use crate::ast::ExprKind as K;
        if depth > 64 {
            return;
        }
        let mut walk = |parts: &[&Written]| {
            for part in parts {
                self.unseen_names(part, seen, depth + 1);
            }
        };
        match &body.kind {
            K::Name(name) if !seen.contains(&name.as_str()) => {
                let scope = Scope {
                    variables: seen
                        .iter()
                        .map(|name| ((*name).to_owned(), Variable::Year((*name).to_owned())))
                        .collect(),
                    closed: true,
                    place: Place::Rule,
                };
                self.unknown_name(name, body.at, &scope);
            }
            K::Field(base, _) | K::Negate(base) => walk(&[base]),
            K::Index(a, b) | K::Binary(_, a, b) => walk(&[a, b]),
            K::Call(_, parts) | K::Array(parts) | K::And(parts) | K::Or(parts) => {
                walk(&parts.iter().collect::<Vec<_>>());
            }
            K::Method(base, _, parts) => {
                walk(&[base]);
                walk(&parts.iter().collect::<Vec<_>>());
            }
            K::Lambda(variables, inner) => {
                let all: Vec<&str> =
                    seen.iter().copied().chain(variables.iter().map(String::as_str)).collect();
                self.unseen_names(inner, &all, depth + 1);
            }
            K::If(branches, otherwise) => {
                let parts: Vec<&Written> =
                    branches.iter().flat_map(|(a, b)| [a, b]).chain(otherwise.as_deref()).collect();
                walk(&parts);
            }
            K::Switch(subject, cases) => {
                walk(&[subject]);
                walk(&cases.iter().map(|(_, result)| result).collect::<Vec<_>>());
            }
            K::Map(entries) => walk(&entries.iter().map(|(_, value)| value).collect::<Vec<_>>()),
            K::Name(_) | K::Number(_) | K::Text(_) | K::YesNo(_) | K::Imported(..) => {}
        }
    }

    /// The type of a fact.
    pub(super) fn fact_type(&self, name: &str) -> Option<&Type> {
        self.policy.facts.iter().find(|fact| fact.id.as_str() == name).map(|fact| &fact.ty)
    }
}

/// The arguments a function declares.
pub(super) fn parameters(declaration: &Declaration) -> Vec<&str> {
    let words = declaration.parts.iter().filter(|part| part.label == "parameter");
    words
        .filter_map(|part| match &part.node {
            Node::Word(word) => Some(word.as_str()),
            _ => None,
        })
        .collect()
}
