//! Turns Rhai's tree into our declarations: a whitelist; anything else is refused with its place.

use super::MAX_DECLARATIONS;
use super::syntax::{filled_slots, place, too_many};
use crate::ast::{Declaration, Expr, ExprKind, Node, Operator, Part, SlotKind, form, stands_in};
use crate::{Diagnostic, Number, Position};
use rhai::{AST, ASTFlags, ASTNode, Dynamic, FnAccess, FnCallExpr, FnPtr, Stmt, StmtBlock};
use std::collections::BTreeMap;

type Fallible<T> = Result<T, Box<(Diagnostic, Position)>>;

/// The declarations of a tree, and what is wrong with those that are not among them. Places are those of the text.
#[derive(Default)]
pub(super) struct Lowered {
    pub(super) declarations: Vec<Declaration>,
    pub(super) remarks: Vec<(Diagnostic, Position)>,
}

/// Lowers a text. A declaration that cannot be read is reported and left out; the others are kept.
///
/// # Errors
/// More declarations than a file may hold.
pub(super) fn lower(tree: &AST, source: &str) -> Result<Lowered, Box<Diagnostic>> {
    if tree.statements().len() > MAX_DECLARATIONS {
        return Err(Box::new(too_many()));
    }
    let lowering = Lowering::new(tree, source);
    let mut lowered = Lowered::default();
    let mut keep = |one: Fallible<Option<Declaration>>| match one {
        Ok(declaration) => lowered.declarations.extend(declaration),
        Err(problem) => lowered.remarks.push(*problem),
    };
    for statement in tree.statements() {
        keep(lowering.top(statement));
    }
    for function in lowering.functions.iter().filter(|function| !function.is_closure()) {
        keep(match function.extra {
            Some(extra) => Err(Box::new((
                Diagnostic::error(
                    "not-in-language",
                    format!("{extra} is not part of the policy language"),
                    "a function is written `fn in_band(x, low, high) { x >= low and x < high }`",
                ),
                function.at,
            ))),
            None => lowering.function(function).map(Some),
        });
    }
    Ok(lowered)
}

/// A function or closure of the tree, its body copied out.
struct Function {
    name: String,
    parameters: Vec<String>,
    body: Vec<Stmt>,
    /// What Rhai lets a function say besides, and policies have no use for: `private fn`, or a type it belongs to.
    extra: Option<&'static str>,
    at: Position,
}

impl Function {
    /// Rhai turns a closure into a function with a made-up name.
    fn is_closure(&self) -> bool {
        self.name.starts_with("anon$")
    }
}

/// Every function of the tree. Rhai does not let us name the type of a body, so each body is reached by walking
/// a copy of the functions that keeps this one alone; their number is bounded when the text is compiled.
fn functions(tree: &AST) -> Vec<Function> {
    let all = tree.clone_functions_only();
    tree.iter_fn_def()
        .map(|definition| {
            let mut alone = all.clone();
            alone.retain_functions(|_, _, name, parameters| {
                name == definition.name && parameters == definition.params.len()
            });
            let mut body = Vec::new();
            alone.walk(&mut |path: &[ASTNode]| {
                if let [ASTNode::Stmt(statement)] = path {
                    body.push((*statement).clone());
                }
                true
            });
            Function {
                name: definition.name.to_string(),
                parameters: definition.params.iter().map(ToString::to_string).collect(),
                body,
                extra: if definition.access == FnAccess::Private {
                    Some("`private`")
                } else {
                    definition.this_type.as_ref().map(|_| "a function that belongs to a type")
                },
                at: place(definition.body.start_position()),
            }
        })
        .collect()
}

struct Lowering {
    functions: Vec<Function>,
    /// Where each closure is in `functions`.
    closures: BTreeMap<String, usize>,
    text: Vec<char>,
    lines: Vec<usize>,
}

impl Lowering {
    fn new(tree: &AST, source: &str) -> Self {
        let text: Vec<char> = source.chars().collect();
        let starts = text.iter().enumerate().filter(|(_, c)| **c == '\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(starts).collect();
        let functions = functions(tree);
        let closures = functions.iter().enumerate().map(|(index, f)| (f.name.clone(), index)).collect();
        Self { functions, closures, text, lines }
    }

    /// One statement at the top of a file.
    fn top(&self, statement: &Stmt) -> Fallible<Option<Declaration>> {
        match statement {
            Stmt::Noop(_) => Ok(None),
            Stmt::Var(definition, flags, at) if *flags == ASTFlags::empty() => {
                let (ident, value, _) = &**definition;
                Ok(Some(Declaration {
                    keyword: "let",
                    at: place(*at),
                    parts: vec![
                        Part {
                            label: "name",
                            at: place(ident.pos),
                            node: Node::Word(ident.name.to_string()),
                        },
                        self.part("value", value)?,
                    ],
                }))
            }
            Stmt::Expr(expr) => {
                let declaration = self.declaration(expr)?;
                let top = form(declaration.keyword).is_some_and(|form| form.top);
                if top { Ok(Some(declaration)) } else { Err(misplaced(&declaration)) }
            }
            other => Err(not_a_declaration(place(other.position()))),
        }
    }

    /// A function of the policy, as the declaration `fn`.
    fn function(&self, function: &Function) -> Fallible<Declaration> {
        let body = self.body(&function.body, function.at)?;
        // Rhai keeps no place of the head; it begins before the body.
        let at = self.head_of(&function.name, function.at);
        let mut parts = vec![Part { label: "name", at, node: Node::Word(function.name.clone()) }];
        parts.extend(function.parameters.iter().map(|parameter| Part {
            label: "parameter",
            at,
            node: Node::Word(parameter.clone()),
        }));
        parts.push(Part { label: "body", at: body.at, node: Node::Expr(body) });
        Ok(Declaration { keyword: "fn", at, parts })
    }

    /// A declaration written with custom syntax.
    fn declaration(&self, expr: &rhai::Expr) -> Fallible<Declaration> {
        let rhai::Expr::Custom(custom, at) = expr else {
            return Err(not_a_declaration(place(expr.start_position())));
        };
        let at = place(*at);
        let Some(form) = custom.tokens.first().and_then(|keyword| form(keyword)) else {
            return Err(not_a_declaration(at));
        };
        let filled = filled_slots(form, &custom.state);
        let mut inputs = custom.inputs.iter();
        let mut parts = Vec::with_capacity(filled.len());
        for slot in &filled {
            if slot.kind == SlotKind::Mark {
                parts.push(Part { label: slot.label, at, node: Node::Mark });
                continue;
            }
            let Some(input) = inputs.next() else { break };
            let input_at = place(input.start_position());
            let node = match (slot.kind, input) {
                (SlotKind::Word, rhai::Expr::Variable(variable, ..)) => Node::Word(variable.1.to_string()),
                (SlotKind::Text, rhai::Expr::StringConstant(text, _)) => Node::Text(text.to_string()),
                (SlotKind::Integer, rhai::Expr::IntegerConstant(value, _)) => Node::Integer(*value),
                (SlotKind::Body, rhai::Expr::Stmt(block)) => Node::Expr(self.braces(block)?),
                (SlotKind::Items, rhai::Expr::Stmt(block)) => Node::Items(self.items(form.keyword, block)?),
                _ => Node::Expr(self.expr(input)?),
            };
            parts.push(Part { label: slot.label, at: input_at, node });
        }
        Ok(Declaration { keyword: form.keyword, at, parts })
    }

    /// The declarations in the braces of another.
    fn items(&self, outer: &str, block: &StmtBlock) -> Fallible<Vec<Declaration>> {
        let mut items = Vec::new();
        for statement in block.statements() {
            match statement {
                Stmt::Noop(_) => {}
                Stmt::Expr(expr) => {
                    let item = self.declaration(expr)?;
                    if !stands_in(item.keyword, outer) {
                        return Err(misplaced(&item));
                    }
                    items.push(item);
                }
                other => return Err(not_a_declaration(place(other.position()))),
            }
        }
        Ok(items)
    }

    /// The one expression in braces.
    fn braces(&self, block: &StmtBlock) -> Fallible<Expr> {
        self.body(block.statements(), place(block.position()))
    }

    /// The one expression of a body.
    fn body(&self, statements: &[Stmt], at: Position) -> Fallible<Expr> {
        let statements: Vec<&Stmt> = statements.iter().filter(|s| !matches!(s, Stmt::Noop(_))).collect();
        match statements.as_slice() {
            [statement] => self.statement(statement),
            [] => Err(Box::new((
                Diagnostic::error("empty-body", "nothing stands between the braces", "write one expression"),
                at,
            ))),
            [_, second, ..] => Err(Box::new((
                Diagnostic::error(
                    "not-in-language",
                    "a body holds one expression, and this is a second one",
                    "name parts with `let` at the top of the file; join conditions with `all([...])`",
                ),
                place(second.position()),
            ))),
        }
    }

    fn statement(&self, statement: &Stmt) -> Fallible<Expr> {
        match statement {
            Stmt::Expr(expr) => self.expr(expr),
            Stmt::FnCall(call, at) => self.call(call, place(*at)),
            Stmt::Block(block) => self.braces(block),
            Stmt::If(_, at) => {
                let mut branches = Vec::new();
                let mut rest = statement;
                // An `else if` is an `if` alone in the else block; followed in a loop, so that a long chain is flat.
                while let Stmt::If(flow, _) = rest {
                    branches.push((condition(self.expr(&flow.expr)?)?, self.braces(&flow.body)?));
                    match flow.branch.statements() {
                        [] | [Stmt::Noop(_)] => {
                            return Ok(Expr { at: place(*at), kind: ExprKind::If(branches, None) });
                        }
                        [next @ Stmt::If(..)] => rest = next,
                        _ => {
                            let last = self.braces(&flow.branch)?;
                            // Brackets around an `if` that stands alone in the else block change nothing.
                            let last = match last.kind {
                                ExprKind::If(more, last) => {
                                    branches.extend(more);
                                    last
                                }
                                kind => Some(Box::new(Expr { at: last.at, kind })),
                            };
                            return Ok(Expr { at: place(*at), kind: ExprKind::If(branches, last) });
                        }
                    }
                }
                Err(not_a_declaration(place(*at)))
            }
            other => Err(refused("this statement", place(other.position()))),
        }
    }

    fn expr(&self, expr: &rhai::Expr) -> Fallible<Expr> {
        use rhai::Expr as R;
        let at = place(expr.start_position());
        let kind = match expr {
            R::IntegerConstant(value, pos) => ExprKind::Number(self.number(place(*pos), *value < 0)?),
            R::DynamicConstant(value, pos) => return self.constant(value, place(*pos), 0),
            R::BoolConstant(value, _) => ExprKind::YesNo(*value),
            R::StringConstant(text, _) => ExprKind::Text(text.to_string()),
            R::Array(items, _) => ExprKind::Array(self.all(items.iter())?),
            R::Map(entries, _) => {
                let mut map = Vec::with_capacity(entries.0.len());
                for (key, value) in &entries.0 {
                    map.push((key.name.to_string(), self.expr(value)?));
                }
                ExprKind::Map(map)
            }
            R::Variable(variable, ..) => {
                let (_, name, namespace, _) = &**variable;
                match namespace.path.as_slice() {
                    [] => ExprKind::Name(name.to_string()),
                    [pack] => ExprKind::Imported(pack.name.to_string(), name.to_string()),
                    _ => return Err(refused("a path of more than one `::`", at)),
                }
            }
            R::And(operands, _) => ExprKind::And(self.flattened(operands, true)?),
            R::Or(operands, _) => ExprKind::Or(self.flattened(operands, false)?),
            R::FnCall(call, pos) => {
                let call = self.call(call, place(*pos))?;
                // An operator stands between its operands; the expression begins at the first.
                return Ok(if matches!(call.kind, ExprKind::Binary(..)) {
                    Expr { at, ..call }
                } else {
                    call
                });
            }
            R::Dot(pair, flags, _) | R::Index(pair, flags, _) if !flags.contains(ASTFlags::NEGATED) => {
                let base = self.expr(&pair.lhs)?;
                return self.chain(base, expr, &pair.rhs);
            }
            R::Stmt(block) => return self.block(block, at),
            R::Custom(custom, pos) if custom.tokens.first().is_some_and(|word| word == "switch") => {
                return self.switch(custom, place(*pos));
            }
            R::Custom(..) => return Err(misplaced(&self.declaration(expr)?)),
            R::InterpolatedString(..) => return Err(refused("a text with `${…}`", at)),
            R::CharConstant(..) => return Err(refused("a text in single quotes", at)),
            R::Unit(_) => return Err(refused("`()`", at)),
            R::Coalesce(..) => return Err(refused("`??`", at)),
            _ => return Err(refused("this expression", at)),
        };
        Ok(Expr { at, kind })
    }

    fn all<'e>(&self, exprs: impl Iterator<Item = &'e rhai::Expr>) -> Fallible<Vec<Expr>> {
        exprs.map(|expr| self.expr(expr)).collect()
    }

    /// The operands of `and` or `or`; brackets that change nothing are dropped, so that printing is stable.
    fn flattened(&self, operands: &[rhai::Expr], and: bool) -> Fallible<Vec<Expr>> {
        let mut flat = Vec::new();
        for operand in self.all(operands.iter())? {
            let operand = condition(operand)?;
            match operand.kind {
                ExprKind::And(inner) if and => flat.extend(inner),
                ExprKind::Or(inner) if !and => flat.extend(inner),
                kind => flat.push(Expr { at: operand.at, kind }),
            }
        }
        Ok(flat)
    }

    /// `base.field`, `base.method(…)`, `base[index]`, and what follows them.
    fn chain(&self, base: Expr, link: &rhai::Expr, rest: &rhai::Expr) -> Fallible<Expr> {
        use rhai::Expr as R;
        let at = base.at;
        let indexed = matches!(link, R::Index(..));
        // `a.b.c` is `a` and a chain `b.c`: the first of the chain belongs to us, the others to what we get. The
        // brackets of `a[b.c]` hold all of `b.c`; Rhai marks that the chain ends there.
        let whole = matches!(link, R::Index(_, flags, _) if flags.contains(ASTFlags::BREAK));
        let (first, onward) = match rest {
            R::Dot(pair, flags, _) | R::Index(pair, flags, _)
                if !whole && !flags.contains(ASTFlags::NEGATED) =>
            {
                (&pair.lhs, Some((rest, &pair.rhs)))
            }
            other => (other, None),
        };
        let kind = match first {
            R::Property(property, _) if !indexed => ExprKind::Field(Box::new(base), property.2.to_string()),
            R::MethodCall(call, _) if !indexed => {
                ExprKind::Method(Box::new(base), call.name.to_string(), self.all(call.args.iter())?)
            }
            index if indexed => ExprKind::Index(Box::new(base), Box::new(self.expr(index)?)),
            other => return Err(refused("what follows the point", place(other.start_position()))),
        };
        let linked = Expr { at, kind };
        match onward {
            Some((link, rest)) => self.chain(linked, link, rest),
            None => Ok(linked),
        }
    }

    fn call(&self, call: &FnCallExpr, at: Position) -> Fallible<Expr> {
        if !call.namespace.is_empty() {
            return Err(refused("a function of another pack", at));
        }
        let mut arguments = self.all(call.args.iter())?;
        let kind = match (call.name.as_str(), arguments.len()) {
            ("-", 1) if call.op_token.is_some() => {
                let inner = arguments.pop().ok_or_else(|| refused("`-`", at))?;
                match inner.kind {
                    // Rhai reads `-(3)` as a number of its own, and so is `-(3.5)`: both print as one.
                    ExprKind::Number(number) => ExprKind::Number(-number),
                    kind => ExprKind::Negate(Box::new(Expr { at: inner.at, kind })),
                }
            }
            ("!", 1) if call.op_token.is_some() => {
                return Err(Box::new((
                    Diagnostic::error(
                        "not-in-language",
                        "`!` is not part of the policy language",
                        "write `not(x)`",
                    ),
                    at,
                )));
            }
            (name, 2) if call.op_token.is_some() => {
                match (Operator::spelt(name), arguments.pop(), arguments.pop()) {
                    (Some(operator), Some(right), Some(left)) => {
                        ExprKind::Binary(operator, Box::new(left), Box::new(right))
                    }
                    _ => return Err(refused(&format!("`{name}`"), at)),
                }
            }
            (name, _) => ExprKind::Call(name.to_owned(), arguments),
        };
        Ok(Expr { at, kind })
    }

    /// A block that stands as an expression: an `if`, or a closure that Rhai wrapped for the names it uses.
    fn block(&self, block: &StmtBlock, at: Position) -> Fallible<Expr> {
        if let [Stmt::Share(shared), Stmt::Expr(expr)] = block.statements()
            && let rhai::Expr::FnCall(call, _) = &**expr
            && let Some(rhai::Expr::DynamicConstant(value, pos)) = call.args.first()
        {
            return self.constant(value, place(*pos), shared.len());
        }
        let body = self.braces(block)?;
        Ok(if body.at.line == 0 { Expr { at, ..body } } else { body })
    }

    /// A decimal literal or a closure; the first parameters of a closure are the outer names it uses.
    fn constant(&self, value: &Dynamic, at: Position, captured: usize) -> Fallible<Expr> {
        if let Some(pointer) = value.clone().try_cast::<FnPtr>() {
            let closure = self.closures.get(pointer.fn_name()).and_then(|index| self.functions.get(*index));
            let Some(closure) = closure else {
                return Err(refused("this function value", at));
            };
            let parameters = closure.parameters.iter().skip(captured).cloned().collect();
            let body = self.body(&closure.body, closure.at)?;
            return Ok(Expr { at, kind: ExprKind::Lambda(parameters, Box::new(body)) });
        }
        let negative = value.to_string().starts_with('-');
        Ok(Expr { at, kind: ExprKind::Number(self.number(at, negative)?) })
    }

    fn switch(&self, custom: &rhai::CustomExpr, at: Position) -> Fallible<Expr> {
        let arms = custom.state.clone().into_string().unwrap_or_default();
        let mut inputs = custom.inputs.iter();
        let missing = || refused("this switch", at);
        let subject = self.expr(inputs.next().ok_or_else(missing)?)?;
        let mut cases = Vec::new();
        for arm in arms.chars() {
            let values = if arm == '_' {
                None
            } else {
                let mut values = Vec::new();
                self.alternatives(inputs.next().ok_or_else(missing)?, &mut values)?;
                Some(values)
            };
            cases.push((values, self.expr(inputs.next().ok_or_else(missing)?)?));
        }
        Ok(Expr { at, kind: ExprKind::Switch(Box::new(subject), cases) })
    }

    /// The values of an arm: `"a" | "b"` are two.
    fn alternatives(&self, expr: &rhai::Expr, values: &mut Vec<Expr>) -> Fallible<()> {
        if let rhai::Expr::FnCall(call, _) = expr
            && call.op_token.is_some()
            && call.name == "|"
        {
            return call.args.iter().try_for_each(|part| self.alternatives(part, values));
        }
        values.push(self.expr(expr)?);
        Ok(())
    }

    /// The number written at a place, read from the text itself: exact, whatever Rhai made of it. The sign is
    /// Rhai's, which folds `-(5)` into one number.
    fn number(&self, at: Position, negative: bool) -> Fallible<Number> {
        let rest = self.text.get(self.offset(at)..).unwrap_or(&[]);
        let rest = from_digits(rest);
        let mut written = String::new();
        for (index, c) in rest.iter().enumerate() {
            // A point belongs to the number only before a digit: `1.in_use` is a part of `1`.
            let point = *c == '.' && rest.get(index + 1).is_some_and(char::is_ascii_digit);
            match c {
                '_' => {}
                c if c.is_ascii_alphanumeric() || point => written.push(*c),
                _ => break,
            }
        }
        let number = written.parse::<Number>().map_err(|_| {
            Box::new((
                Diagnostic::error(
                    "not-a-number",
                    format!("`{written}` is not a plain decimal number"),
                    "write digits and at most one point, for example `12.5`; no exponent",
                ),
                at,
            ))
        })?;
        Ok(if negative { -number } else { number })
    }

    fn part(&self, label: &'static str, expr: &rhai::Expr) -> Fallible<Part> {
        let expr = self.expr(expr)?;
        Ok(Part { label, at: expr.at, node: Node::Expr(expr) })
    }

    fn offset(&self, at: Position) -> usize {
        let line = self.lines.get((at.line as usize).saturating_sub(1)).copied().unwrap_or(0);
        line + (at.column as usize).saturating_sub(1)
    }

    /// The place of the `fn` whose name stands nearest before a body.
    fn head_of(&self, name: &str, body: Position) -> Position {
        let name: Vec<char> = name.chars().collect();
        let end = self.offset(body).min(self.text.len());
        // A head is short; looking back a bounded way keeps a hostile file linear.
        let start = end.saturating_sub(4_096);
        let window = self.text.get(start..end).unwrap_or(&[]);
        let found = window.windows(name.len().max(1)).rposition(|part| part == name.as_slice());
        found.map_or(body, |index| {
            let offset = start + index;
            let line = self.lines.partition_point(|start| *start <= offset);
            let begin = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
            Position::new(u32::try_from(line).unwrap_or(0), u32::try_from(offset - begin + 1).unwrap_or(0))
        })
    }
}

/// What must be yes or no. Rhai refuses a whole number there, and lets a decimal one and a negated one through.
fn condition(expr: Expr) -> Fallible<Expr> {
    if !matches!(expr.kind, ExprKind::Number(_)) {
        return Ok(expr);
    }
    let remark = Diagnostic::error(
        "syntax",
        "a number stands where something that is yes or no must stand",
        "compare it, for example `revenue.last >= wan(5000)`",
    );
    Err(Box::new((remark, expr.at)))
}

fn refused(what: &str, at: Position) -> Box<(Diagnostic, Position)> {
    let remark = Diagnostic::error(
        "not-in-language",
        format!("{what} is not part of the policy language"),
        "rules are built from names, numbers with units, comparisons, `and`, `or`, `not(...)`, `if`, `switch` and the functions of the language",
    );
    Box::new((remark, at))
}

fn not_a_declaration(at: Position) -> Box<(Diagnostic, Position)> {
    let remark = Diagnostic::error(
        "not-a-declaration",
        "this is not a declaration",
        "a policy is a list of declarations such as `fact`, `parameter`, `criterion`, `eligibility`, `measure`, `workflow`, `let` and `fn`",
    );
    Box::new((remark, at))
}

fn misplaced(declaration: &Declaration) -> Box<(Diagnostic, Position)> {
    let keyword = declaration.keyword;
    let home = match keyword {
        "group" => "inside the braces of a `score`",
        "indicator" => "inside the braces of a `score` or of a `group`",
        "row" => "inside the braces of a `table`",
        "state" | "step" | "annual" => "inside the braces of a `workflow`",
        _ => "at the top of a file",
    };
    let remark = Diagnostic::error(
        "misplaced",
        format!("`{keyword}` cannot stand here"),
        format!("`{keyword}` stands {home}"),
    );
    Box::new((remark, declaration.at))
}

/// The text from its first character that is neither a sign, a bracket, a space nor within a comment.
fn from_digits(mut rest: &[char]) -> &[char] {
    loop {
        let length = match rest {
            ['/', '/', ..] => rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => block_comment(rest),
            ['-' | '(', ..] => 1,
            [c, ..] if c.is_whitespace() => 1,
            _ => return rest,
        };
        rest = rest.get(length..).unwrap_or(&[]);
    }
}

/// How long the block comment is that begins here; such comments nest.
fn block_comment(text: &[char]) -> usize {
    let (mut at, mut open) = (0, 0u32);
    loop {
        match text.get(at..).unwrap_or(&[]) {
            ['/', '*', ..] => (at, open) = (at + 2, open + 1),
            ['*', '/', ..] if open <= 1 => return at + 2,
            ['*', '/', ..] => (at, open) = (at + 2, open - 1),
            [_, ..] => at += 1,
            [] => return at,
        }
    }
}
