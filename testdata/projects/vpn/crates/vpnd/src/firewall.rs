//! The firewall's rules, put into netlink messages by libnftnl.

use crate::Result;
use control::{Batch, Firewall};
use nftnl::{Chain, Hook, MsgType, Policy, ProtoFamily, Rule, Table, nft_expr};
use std::ffi::CString;
use std::net::Ipv4Addr;

const UDP: u8 = 17;

/// The messages that make a table with one chain, which drops what goes out
/// unless it is for the tunnel's other end.
pub fn let_out(wanted: &Firewall) -> Result<Batch> {
    let port = u16::try_from(wanted.port)?;
    let table = Table::new(&CString::new(&*wanted.table)?, ProtoFamily::Ipv4);
    let mut chain = Chain::new(&c"out", &table);
    chain.set_hook(Hook::Out, 0);
    chain.set_policy(Policy::Drop);

    let mut rule = Rule::new(&chain);
    rule.add_expr(&nft_expr!(payload ipv4 daddr));
    rule.add_expr(&nft_expr!(cmp == Ipv4Addr::from(wanted.peer)));
    rule.add_expr(&nft_expr!(meta l4proto));
    rule.add_expr(&nft_expr!(cmp == UDP));
    rule.add_expr(&nft_expr!(payload udp dport));
    rule.add_expr(&nft_expr!(cmp == port.to_be()));
    rule.add_expr(&nft_expr!(counter));
    rule.add_expr(&nft_expr!(verdict accept));

    let mut batch = nftnl::Batch::new();
    batch.add(&table, MsgType::Add);
    batch.add(&chain, MsgType::Add);
    batch.add(&rule, MsgType::Add);
    let messages = batch.finalize().iter().collect::<Vec<_>>().concat();
    Ok(Batch { messages })
}
