import { bilingual, type Bilingual } from './use-words.ts'

/**
 * One sentence for every rule, for screens that show entries of all rooms (my own entries, the update after a
 * refusal). Each says what the rule is and, where there is one, the way on. The rules themselves stand in
 * src/rulebook/README.md.
 */
export const ruleWords = bilingual<Record<string, string>>(
  {
    E1: '这条记录的格式不对，村里读不懂。请更新乡音后重新递交。',
    E2: '签名对不上，村里不能确认是您写的。请重新递交。',
    E3: '这条记录属于另一个村。',
    E4: '这部手机还没有登记。登记到了以后，会再核对一次。',
    E5: '这条记录要新版乡音才能读懂，先替您留着。',
    E6: '这部手机已被停用，停用以后写的村里不收。请找登记员重新登记。',
    A1: '这条记录村里已经有了，没有重复收。',
    A2: '这部手机的编号用重了，请重新递交。',
    A3: '内容太长，请删短一些或分成两条。',
    A4: '一个人最多用三部手机。请先停用一部旧的。',
    A5: '今天这部手机递交满 200 条了，明天再递交。',
    A6: '这部手机已经登记过，不能再登记到别人名下。',
    R1: '村子只能建一次。',
    R2: '新规矩由书记一版一版地启用。',
    R3: '户和人由登记员登记；人所在的户要先登记。',
    R4: '手机由登记员当面登记，要登记在花名册里的人名下。',
    R5: '停用手机由登记员办，或者用您自己的另一部手机办。',
    R6: '领取链接由登记员发给花名册里的人，最长七天有效。',
    R7: '领取链接只能用一次，过了期限也不能用。请向登记员再要一条。',
    R8: '职务由登记员登记；书记、登记员和乡镇的职务由乡镇登记。',
    R9: '监督委员不能同时是书记、村委委员或登记员。',
    R10: '职务只给花名册里的人；户代表要是本户的成年人，网格员要写明管哪些户。',
    R11: '职务由登记它的人解除，本人也可以随时放下。',
    N1: '公告由书记、村委或乡镇发布。',
    N2: '网格员只给自己管的户发公告。',
    N3: '村务和重大事项至少要公示 15 天。',
    N4: '公告由发布的人或书记更正，并写明原因。',
    T1: '花名册里的村民才能提议题。',
    T2: '花名册里的村民才能发言。',
    T3: '只能回应同一个议题里的发言，回应下面不再回应。',
    V1: '表决由书记或村委在议题里发起。',
    V2: '表决的选项、人数要求和时间对不上，请检查。结果即时可见的表决没有补收时间。',
    V3: '表决发起时您不在名册上；按户表决的，由户代表投票。',
    V4: '投票已经截止。',
    V5: '选项不对，或者选的个数不对。请重新选。',
  },
  {
    E1: 'This entry does not fit the village’s format. Please update the app and send it anew.',
    E2: 'The signature does not match, so the village cannot tell that it is yours. Please send it anew.',
    E3: 'This entry belongs to another village.',
    E4: 'This phone has not been admitted yet. It is judged again once its admission arrives.',
    E5: 'A newer app is needed to read this entry; it is kept until then.',
    E6: 'This phone was revoked, and what it writes since is not taken. Please ask the registrar to admit it anew.',
    A1: 'The village already has this entry; it was not taken twice.',
    A2: 'This phone used one of its numbers twice. Please send it anew.',
    A3: 'It is too long. Please shorten it or make two of it.',
    A4: 'A person has at most three phones. Please revoke an old one first.',
    A5: 'This phone has handed in 200 entries today. Please hand it in tomorrow.',
    A6: 'This phone is admitted already and cannot be given to somebody else.',
    R1: 'A village is founded only once.',
    R2: 'The secretary adopts a new rulebook, one version at a time.',
    R3: 'The registrar enters households and people; a person’s household must be entered first.',
    R4: 'The registrar admits a phone in person, for somebody who stands in the roster.',
    R5: 'A phone is revoked by the registrar, or by another phone of the same person.',
    R6: 'The registrar gives claim links to people in the roster, for at most seven days.',
    R7: 'A claim link works once, and only before its time is over. Please ask the registrar for another.',
    R8: 'Roles are given by the registrar; secretary, registrar and township by the township.',
    R9: 'A supervisor is never secretary, committee member or registrar at the same time.',
    R10: 'A role goes to somebody in the roster; a household’s to a grown-up of its own, a grid worker’s to named households.',
    R11: 'A role is ended by whoever may give it; its holder may always lay it down.',
    N1: 'Notices are published by the secretary, the committee or the township.',
    N2: 'A grid worker publishes for the households in his care only.',
    N3: 'Village affairs and major matters are shown for at least 15 days.',
    N4: 'A notice is corrected by its author or the secretary, with a reason.',
    T1: 'Those in the roster may put a matter before the village.',
    T2: 'Those in the roster may speak in a debate.',
    T3: 'A reply answers a comment of the same debate and is not answered itself.',
    V1: 'A vote is opened by the secretary or the committee, inside a debate.',
    V2: 'The vote’s choices, quorum and times do not fit together. A vote with live results has no collecting time.',
    V3: 'You were not on the roll when the vote opened; for a household, its representative votes.',
    V4: 'The vote is closed.',
    V5: 'Those are not choices of this vote, or too many or too few. Please choose again.',
  },
)

/** A rule's sentence in both languages, where the rule is known. */
export function ruleSentence(rule: string): Bilingual | undefined {
  const zh = ruleWords.zh[rule]
  const en = ruleWords.en[rule]
  return zh !== undefined && en !== undefined ? { zh, en } : undefined
}
