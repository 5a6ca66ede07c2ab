//! Prints a policy file from its declarations, so that reading it again gives the same declarations (law P25).

use super::{Declaration, Expr, ExprKind, File, Node, Operator, Slot, SlotKind, form};
use std::fmt::{self, Write};

impl fmt::Display for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for declaration in &self.declarations {
            writeln!(f, "{declaration}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Declaration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_declaration(f, self, 0)
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_expr(f, self)
    }
}

fn write_declaration(f: &mut fmt::Formatter<'_>, declaration: &Declaration, indent: usize) -> fmt::Result {
    let pad = "    ".repeat(indent);
    write!(f, "{pad}{}", declaration.keyword)?;
    if declaration.keyword == "fn" {
        return write_function(f, declaration);
    }
    let mut braced = false;
    for part in &declaration.parts {
        let slot = slot(declaration.keyword, part.label);
        let word = slot.map_or("", |slot| slot.word);
        match word {
            "" => {}
            ":" => f.write_str(" :")?,
            word => write!(f, " {word}")?,
        }
        if declaration.keyword == "let" && part.label == "value" {
            f.write_str(" =")?;
        }
        braced = matches!(part.node, Node::Items(_)) || slot.is_some_and(|slot| slot.kind == SlotKind::Body);
        match &part.node {
            Node::Mark => {}
            Node::Word(text) => write!(f, " {text}")?,
            Node::Text(text) => {
                f.write_char(' ')?;
                write_text(f, text)?;
            }
            Node::Integer(value) => write!(f, " {value}")?,
            Node::Expr(expr) if braced => write!(f, " {{ {expr} }}")?,
            Node::Expr(expr) => write!(f, " {expr}")?,
            Node::Items(items) => {
                f.write_str(" {\n")?;
                for item in items {
                    write_declaration(f, item, indent + 1)?;
                    f.write_char('\n')?;
                }
                write!(f, "{pad}}}")?;
            }
        }
    }
    if braced { Ok(()) } else { f.write_char(';') }
}

fn write_function(f: &mut fmt::Formatter<'_>, declaration: &Declaration) -> fmt::Result {
    let words = |label: &str| -> Vec<&str> {
        declaration
            .parts
            .iter()
            .filter(|part| part.label == label)
            .filter_map(|part| match &part.node {
                Node::Word(word) => Some(word.as_str()),
                _ => None,
            })
            .collect()
    };
    write!(f, " {}({})", words("name").join(""), words("parameter").join(", "))?;
    match declaration.expr("body") {
        Some(body) => write!(f, " {{ {body} }}"),
        None => Ok(()),
    }
}

fn slot(keyword: &str, label: &str) -> Option<&'static Slot> {
    let form = form(keyword)?;
    form.head.iter().chain(form.tails.iter().copied().flatten()).find(|slot| slot.label == label)
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c if c.is_control() => write!(f, "\\u{:04X}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}

/// How tightly an expression holds together; Rhai's own order.
fn strength(kind: &ExprKind) -> u8 {
    match kind {
        ExprKind::Lambda(..) | ExprKind::If(..) | ExprKind::Switch(..) => 0,
        ExprKind::Or(_) => 1,
        ExprKind::And(_) => 2,
        ExprKind::Binary(operator, ..) => match operator {
            Operator::Equal | Operator::NotEqual => 3,
            Operator::AtLeast | Operator::Above | Operator::AtMost | Operator::Below => 4,
            Operator::Add | Operator::Subtract => 5,
            Operator::Multiply | Operator::Divide => 6,
        },
        ExprKind::Negate(_) => 7,
        ExprKind::Number(number) if number.is_negative() => 7,
        _ => 8,
    }
}

/// Writes an operand, in brackets where it holds together less tightly than its place asks.
fn write_operand(f: &mut fmt::Formatter<'_>, expr: &Expr, least: u8) -> fmt::Result {
    if strength(&expr.kind) < least { write!(f, "({expr})") } else { write!(f, "{expr}") }
}

/// Writes what a field, an index or a method hangs on. A number needs brackets: its point would be a decimal one.
fn write_base(f: &mut fmt::Formatter<'_>, base: &Expr) -> fmt::Result {
    write_operand(f, base, if matches!(base.kind, ExprKind::Number(_)) { 9 } else { 8 })
}

fn write_list(f: &mut fmt::Formatter<'_>, exprs: &[Expr]) -> fmt::Result {
    for (index, expr) in exprs.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{expr}")?;
    }
    Ok(())
}

fn write_joined(f: &mut fmt::Formatter<'_>, exprs: &[Expr], word: &str, least: u8) -> fmt::Result {
    for (index, expr) in exprs.iter().enumerate() {
        if index > 0 {
            write!(f, " {word} ")?;
        }
        write_operand(f, expr, least)?;
    }
    Ok(())
}

fn write_expr(f: &mut fmt::Formatter<'_>, expr: &Expr) -> fmt::Result {
    match &expr.kind {
        ExprKind::Number(number) => write!(f, "{number}"),
        ExprKind::Text(text) => write_text(f, text),
        ExprKind::YesNo(value) => write!(f, "{value}"),
        ExprKind::Name(name) => f.write_str(name),
        ExprKind::Imported(pack, name) => write!(f, "{pack}::{name}"),
        ExprKind::Field(base, name) => {
            write_base(f, base)?;
            write!(f, ".{name}")
        }
        ExprKind::Index(base, index) => {
            write_base(f, base)?;
            write!(f, "[{index}]")
        }
        ExprKind::Call(name, arguments) => {
            write!(f, "{name}(")?;
            write_list(f, arguments)?;
            f.write_char(')')
        }
        ExprKind::Method(base, name, arguments) => {
            write_base(f, base)?;
            write!(f, ".{name}(")?;
            write_list(f, arguments)?;
            f.write_char(')')
        }
        ExprKind::Lambda(parameters, body) => write!(f, "|{}| {body}", parameters.join(", ")),
        ExprKind::Array(items) => {
            f.write_char('[')?;
            write_list(f, items)?;
            f.write_char(']')
        }
        ExprKind::Map(entries) => {
            f.write_str("#{")?;
            for (index, (key, value)) in entries.iter().enumerate() {
                f.write_str(if index > 0 { ", " } else { " " })?;
                if is_plain_key(key) {
                    f.write_str(key)?
                } else {
                    write_text(f, key)?
                }
                write!(f, ": {value}")?;
            }
            f.write_str(" }")
        }
        ExprKind::Binary(operator, left, right) => {
            let own = strength(&expr.kind);
            write_operand(f, left, own)?;
            write!(f, " {} ", operator.spelling())?;
            write_operand(f, right, own + 1)
        }
        ExprKind::Negate(inner) => {
            // Of two signs the second needs no brackets, which would count as depth, but a space: `--` is no sign.
            f.write_str(if strength(&inner.kind) == 7 { "- " } else { "-" })?;
            write_operand(f, inner, 7)
        }
        ExprKind::And(operands) => write_joined(f, operands, "and", 3),
        ExprKind::Or(operands) => write_joined(f, operands, "or", 3),
        ExprKind::If(branches, otherwise) => {
            for (index, (condition, result)) in branches.iter().enumerate() {
                f.write_str(if index > 0 { " else if " } else { "if " })?;
                write_operand(f, condition, 1)?;
                write!(f, " {{ {result} }}")?;
            }
            match otherwise {
                Some(result) => write!(f, " else {{ {result} }}"),
                None => Ok(()),
            }
        }
        ExprKind::Switch(subject, cases) => {
            f.write_str("switch ")?;
            write_operand(f, subject, 1)?;
            f.write_str(" {")?;
            for (index, (values, result)) in cases.iter().enumerate() {
                f.write_str(if index > 0 { ", " } else { " " })?;
                match values {
                    None => f.write_char('_')?,
                    Some(values) => {
                        for (index, value) in values.iter().enumerate() {
                            if index > 0 {
                                f.write_str(" | ")?;
                            }
                            write_operand(f, value, 8)?;
                        }
                    }
                }
                write!(f, " => {result}")?;
            }
            f.write_str(" }")
        }
    }
}

/// Whether a map key can be written without quotes. Rhai's own words cannot; quoting is always right.
fn is_plain_key(key: &str) -> bool {
    const PLAIN: [&str; 21] = [
        "zh",
        "en",
        "number",
        "title",
        "issuers",
        "authentic",
        "in_force",
        "from",
        "to",
        "min",
        "max",
        "at_most",
        "as_of",
        "source",
        "requires",
        "act",
        "note",
        "status",
        "version",
        "round",
        "use",
    ];
    PLAIN.contains(&key)
        || (key.len() > 3 && key.contains('_') && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
}
