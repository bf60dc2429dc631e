//! The line that the client prints.

use crate::daemon::Daemon;
use crate::{Result, netlink};
use control::reply::Answer;
use control::request::Ask;
use control::{Firewall, Loopback, Measure, Settings, Who};
use serde_json::{Map, Value, json};
use std::net::Ipv4Addr;
use std::{env, process};

/// Asks the daemon everything and gives the answers as one line of JSON.
pub fn line(daemon: &mut Daemon) -> Result<String> {
    let mut line = Map::new();
    line.insert("arch".into(), env::consts::ARCH.into());
    let endian = if cfg!(target_endian = "big") {
        "big"
    } else {
        "little"
    };
    line.insert("endian".into(), endian.into());
    line.insert("width".into(), usize::BITS.into());
    for answer in [who, loopback, firewall, measure, settings] {
        line.append(&mut answer(daemon)?);
    }
    Ok(Value::Object(line).to_string())
}

const UNASKED: &str = "an answer to another question";

fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn who(daemon: &mut Daemon) -> Result<Map<String, Value>> {
    let Answer::Identity(it) = daemon.ask(Ask::Who(Who {}))? else {
        return Err(UNASKED.into());
    };
    let processes = if it.process == process::id() { 1 } else { 2 };
    Ok(fields(
        json!({"processes": processes, "protoc": it.compiler}),
    ))
}

fn loopback(daemon: &mut Daemon) -> Result<Map<String, Value>> {
    let Answer::Link(it) = daemon.ask(Ask::Loopback(Loopback {}))? else {
        return Err(UNASKED.into());
    };
    Ok(fields(
        json!({"loopback": format!("{} is link {}", it.name, it.index)}),
    ))
}

fn firewall(daemon: &mut Daemon) -> Result<Map<String, Value>> {
    let wanted = Firewall {
        table: "tunnel".to_owned(),
        peer: Ipv4Addr::new(192, 0, 2, 1).into(),
        port: 51820,
    };
    let Answer::Batch(it) = daemon.ask(Ask::Firewall(wanted))? else {
        return Err(UNASKED.into());
    };
    Ok(fields(json!({
        "batch": netlink::names(&it.messages)?.join(" "),
        "table": netlink::attributes(&it.messages, "table")?,
        "chain": netlink::attributes(&it.messages, "chain")?,
        "rule": netlink::attributes(&it.messages, "rule")?,
    })))
}

fn measure(daemon: &mut Daemon) -> Result<Map<String, Value>> {
    let Answer::Measured(it) = daemon.ask(Ask::Measure(Measure {}))? else {
        return Err(UNASKED.into());
    };
    Ok(fields(json!({
        "counter": it.counter,
        "histogram": it.histogram,
        "clock": format!("{:016x}", it.clock),
    })))
}

/// The names of the settings in the schema's order.
fn settings(daemon: &mut Daemon) -> Result<Map<String, Value>> {
    let Answer::Schema(it) = daemon.ask(Ask::Settings(Settings {}))? else {
        return Err(UNASKED.into());
    };
    let schema: Map<String, Value> = serde_json::from_str(&it.json)?;
    let settings = schema.get("properties").and_then(Value::as_object);
    let names: Vec<_> = settings
        .ok_or("the schema has no properties")?
        .keys()
        .cloned()
        .collect();
    Ok(fields(json!({"settings": names.join(" ")})))
}
