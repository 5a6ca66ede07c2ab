//! Branches, former bodies and open classes in Chinese: names that begin with or hold that of another body.

use crate::reading::check_lines;
use crate::{clause, document, sentence};

#[test]
fn a_branch_is_another_body_than_its_head_office() {
    check_lines(
        sentence,
        &[
            ("海关总署广东分署牵头落实。", "explicit 海关总署广东分署"),
            (
                "中国人民银行营业管理部应当会同市金融监管部门引导信贷。",
                "explicit 中国人民银行营业管理部; support 市金融监管部门",
            ),
            (
                "市财政局、国家税务总局北京市税务局负责落实减税。",
                "first-listed 市财政局; joint 国家税务总局北京市税务局",
            ),
            ("北京海关、市商务局负责推进便利化。", "first-listed 北京海关; joint 市商务局"),
            ("各省级通信管理局负责本地区的组织实施。", "none; local 各省级通信管理局"),
            // Those below a body stand with it.
            ("证监会及其派出机构负责监管。", "sole csrc"),
            ("证监会派出机构负责辖区监管。", "none; generic 证监会派出机构"),
            // What a body does to offices elsewhere is no name.
            ("商务部负责指导各地商务主管部门、税务局做好工作。", "sole mofcom"),
            ("税务总局会同财政部监督管理局务公开。", "explicit sta; support mof"),
            ("财政部监督管理局工作。", ""),
        ],
    );
    check_lines(
        clause,
        &[
            (
                "（人民银行湖南省分行牵头，湖南金融监管局、湖南证监局按职责分工负责）",
                "explicit 人民银行湖南省分行; joint 湖南金融监管局 湖南证监局; division",
            ),
            ("（人民银行、证监会及其派出机构负责）", "first-listed pbc; joint csrc"),
            ("（国务院参事室负责）", "sole scco"),
        ],
    );
}

#[test]
fn a_body_that_is_no_more_is_found_under_its_old_name() {
    check_lines(clause, &[("（原环境保护部牵头，原银监会参与）", "explicit mep; support cbrc")]);
    let read = document("一、任务\n完善制度。（原环境保护部负责）");
    assert_eq!(read.responsibilities[0].lead[0].as_written, "原环境保护部");
    // 原 is part of other words.
    check_lines(clause, &[("（原料企业负责）", "none; generic 原料企业")]);
}

#[test]
fn a_list_left_open_may_name_its_class_and_go_on() {
    check_lines(
        sentence,
        &[
            (
                "由公安部、民政部等国务院相关部门按职责分工负责。",
                "first-listed mps; joint mca; generic relevant_departments; open; division",
            ),
            (
                "由公安部、民政部等部门和各省级人民政府负责落实。",
                "first-listed mps; joint mca; local local_governments; open",
            ),
            (
                "由市财政局、市商务局等市级有关部门负责落实。",
                "first-listed 市财政局; joint 市商务局; local 市级有关部门; open",
            ),
            (
                "国家发展改革委会同市场监管总局、能源局等国务院有关部门制定目录。",
                "explicit ndrc; support samr nea relevant_departments; open",
            ),
            (
                "公安部会同民政部等有关部门和各地区建立机制。",
                "explicit mps; support mca relevant_departments local_governments; open",
            ),
        ],
    );
}

#[test]
fn a_clause_may_say_who_acts_without_saying_who_answers() {
    check_lines(
        clause,
        &[
            (
                "（省科技厅、省教育厅等部门按照职责分工落实，各市人民政府组织实施）",
                "first-listed 省科技厅; joint 省教育厅; local 各市人民政府; open; division",
            ),
            (
                "（由省工业和信息化厅会同省财政厅、省市场监管局组织实施）",
                "explicit 省工业和信息化厅; support 省财政厅 省市场监管局",
            ),
            ("（区科技局负总责，区财政局做好资金保障）", "first-listed 区科技局; joint 区财政局"),
            ("（市科技局、各区按规定落实到位）", "sole 市科技局; local 各区"),
            ("（市场监管总局指导，各地区负责实施）", "none; support samr; local local_governments"),
            ("（市商务局、各区县（市）按职责分工负责）", "sole 市商务局; local 各区县（市）; division"),
            // Remarks: what is done, and when.
            ("（具体办法由财政部会同税务总局另行制定）", ""),
            ("（教育部门落实情况另行通报）", ""),
            ("（2022年底前落实）", ""),
            ("（企业落实主体责任）", ""),
        ],
    );
}

#[test]
fn what_is_only_described_gives_nobody_a_duty() {
    check_lines(
        sentence,
        &[
            ("取消由企业负责提交的证明，改由部门之间核查。", ""),
            ("实行由行业主管部门负责监管、市场监管部门负责登记的制度。", ""),
            ("在全国范围内实行由一个部门牵头、一个窗口受理。", ""),
            ("推动由海关统一负责的检验检疫流程。", ""),
            ("完善由财政部牵头制定的标准，由商务部负责推广。", "sole mofcom"),
            // What is done may end in the same words.
            ("完善制度，由财政部负责制定企业的管理制度。", "sole mof"),
            ("建立由国家发展改革委牵头，商务部参加的机制。", "explicit ndrc; support mofcom"),
        ],
    );
}

#[test]
fn a_clause_stands_behind_what_it_is_about() {
    let read = |text: &str| {
        let read = document(&format!("一、任务\n{text}"));
        let asked = read.warnings.iter().filter(|w| w.code == "clause-inside-sentence").count();
        (read.responsibilities.len(), asked)
    };
    assert_eq!(read("减少证明；（司法部负责）减少材料；（公安部负责）减少环节。（商务部负责）"), (3, 0));
    // Nothing says which words of the sentence these are about.
    assert_eq!(read("设立窗口（司法部负责）并公布结果。"), (0, 1));
    assert_eq!(read("企业、学校（内部由公安部门负责）、医院应当参加。"), (0, 0));
}

#[test]
fn a_list_ends_where_another_level_begins_and_names_nobody_twice() {
    check_lines(
        sentence,
        &[
            (
                "各地区和国务院有关部门负责落实。",
                "none; local local_governments; generic relevant_departments",
            ),
            ("各市人民政府和省有关部门负责落实。", "none; local 各市人民政府 省有关部门"),
            (
                "财政部、税务总局要按职责分工抓好落实，其他部门积极配合。",
                "first-listed mof; joint sta; support 其他部门; division",
            ),
            ("财政部要加强统筹，商务部要做好评估，公安部配合。", "sole mof | sole mofcom; support mps"),
            (
                "国务院审改办、国务院办公厅电子政务办公室牵头制定规范。",
                "explicit 国务院审改办 国务院办公厅电子政务办公室",
            ),
            (
                "县级以上人民政府发展改革、教育、科技等有关部门按照各自职责，负责促进工作。",
                "none; local 县级以上人民政府发展改革、教育、科技等有关部门; open; division",
            ),
            (
                "区人民政府财政、审计部门会同市财政局开展检查。",
                "explicit 区人民政府财政、审计部门; support 市财政局",
            ),
            ("市人民政府、区人民政府负责教育、科技等部门的协调。", "none; local 市人民政府 区人民政府"),
            ("市人民政府组织教育、科技等部门开展培训。", ""),
            ("本办法由财政部会同商务部负责解释。", ""),
            ("商务部主办、地方承办的展会要办好。", ""),
        ],
    );
    check_lines(
        clause,
        &[
            (
                "（国务院办公厅、市场监管总局等国务院相关部门及各地区按职责分工负责，市场监管总局牵头）",
                "explicit samr; joint gosc; local local_governments; generic relevant_departments; open; division",
            ),
            (
                "（国务院办公厅会同有关部门和地方负责）",
                "explicit gosc; local 地方; generic relevant_departments",
            ),
            (
                "（国务院办公厅、市场监管总局等国务院相关部门按职责分工负责，市场监管总局牵头）",
                "explicit samr; joint gosc; generic relevant_departments; open; division",
            ),
        ],
    );
}

#[test]
fn classes_of_a_place_and_of_a_level_are_whole_names() {
    check_lines(
        sentence,
        &[
            ("由市场监管总局、国家知识产权局会同有关地方组织实施。", "explicit samr cnipa; support 有关地方"),
            ("商务部会同各地区开展试点。", "explicit mofcom; support local_governments"),
            ("商务部会同各有关地方开展试点。", "explicit mofcom; support 各有关地方"),
            (
                "市金融工作部门会同中央金融管理部门驻甲机构负责统筹。",
                "explicit 市金融工作部门; support 中央金融管理部门驻甲机构",
            ),
            (
                "省财政部门会同国家金融管理部门派出机构制定办法。",
                "explicit 省财政部门; support 国家金融管理部门派出机构",
            ),
            (
                "市、区财政部门应当会同本级科技主管部门编制预算。",
                "explicit 市、区财政部门; support 本级科技主管部门",
            ),
            // 市 begins the name of no city here.
            ("市场监督管理部门负责商标保护。", "none; generic 市场监督管理部门"),
            ("市市场监督管理部门负责商标保护。", "none; local 市市场监督管理部门"),
            (
                "市财政部门应当会同中央金融管理部门在甲机构、市金融部门、区人民政府，优化机制。",
                "explicit 市财政部门; support 中央金融管理部门在甲机构 市金融部门 区人民政府",
            ),
            (
                "市司法部门会同行业主管部门、消费者保护组织等完善规则。",
                "explicit 市司法部门; support 行业主管部门 消费者保护组织; open",
            ),
            (
                "本市各级人民法院、仲裁机构、调解组织等会同市金融部门，建立机制。",
                "explicit 本市各级人民法院 仲裁机构 调解组织; support 市金融部门; open",
            ),
            (
                "市科技、教育部门和有关高等院校共同负责技术转移。",
                "none; local 市科技、教育部门; generic 有关高等院校",
            ),
            ("市政务服务部门负责统筹规划。", "none; local 市政务服务部门"),
            (
                "市金融部门会同人民银行甲市分行制定办法，由市统计部门配合实施。",
                "explicit 市金融部门; support 人民银行甲市分行 市统计部门",
            ),
            (
                "市统计部门会同市商务部门建立制度；其他有关部门应当予以配合。",
                "explicit 市统计部门; support 市商务部门 其他有关部门",
            ),
            // Who is looked at shares no work.
            ("市应急部门负责监督检查，企业应当予以配合。", "none; local 市应急部门"),
            ("由市财政部门会同有关部门组织实施。", "explicit 市财政部门; support relevant_departments"),
            // What is local is no body.
            ("司法部负责指导有关地方性法规的清理。", "sole moj"),
            ("本办法由司法部会同有关部门制定。", "explicit moj; support relevant_departments"),
        ],
    );
}

#[test]
fn who_acts_may_be_parted_from_the_duty_by_its_right_or_its_head() {
    check_lines(
        sentence,
        &[
            (
                "市科技部门是技术市场的主管部门，甲市技术市场管理办公室在市科技部门的领导下，具体负责监督工作。",
                "sole 甲市技术市场管理办公室",
            ),
            ("区科技部门按照管理权限负责本区的工作。", "none; local 区科技部门"),
            ("市财政局按照有关规定负责经费保障。", "sole 市财政局"),
            ("市工业主管部门在市人民政府领导下负责组织实施。", "none; local 市工业主管部门"),
            ("商务部根据国务院授权会同有关部门制定目录。", "explicit mofcom; support relevant_departments"),
            ("工业和信息化部主管全国优质企业培育工作。", "sole miit"),
            (
                "国务院工业主管部门主管全国的管理工作，会同国务院有关部门制定规划。",
                "explicit 国务院工业主管部门; support relevant_departments",
            ),
            ("市、区发展改革部门主管本行政区域内的工作。", "none; local 市、区发展改革部门"),
            (
                "服务体系由市工业部门负责，其他部门予以支持和配合。",
                "none; support 其他部门; local 市工业部门",
            ),
            // A principle, a kind of official, a text: nobody's duty.
            ("各部门按照谁主管谁负责的原则，加强管理。", ""),
            ("对直接负责的主管人员依法给予处分。", ""),
            ("市工业主管部门按照规定公布名单。", ""),
        ],
    );
}

#[test]
fn the_class_a_list_is_left_open_with_is_named() {
    check_lines(
        clause,
        &[
            (
                "（财政部等有关部门和各省级人民政府负责）",
                "first-listed mof; local local_governments; generic relevant_departments; open",
            ),
            (
                "（公安部、民政部等相关部门按职责分工负责）",
                "first-listed mps; joint mca; generic relevant_departments; open; division",
            ),
            (
                "（网信办、公安部等有关单位负责）",
                "first-listed cac; joint mps; generic relevant_departments; open",
            ),
            // These say only that there are others.
            ("（财政部、商务部等部门负责）", "first-listed mof; joint mofcom; open"),
            ("（财政部、商务部等负责）", "first-listed mof; joint mofcom; open"),
        ],
    );
    check_lines(
        sentence,
        &[
            (
                "由财政部、商务部等有关部门负责落实。",
                "first-listed mof; joint mofcom; generic relevant_departments; open",
            ),
            (
                "财政部、税务总局等有关部门要加强评估。",
                "first-listed mof; joint sta; generic relevant_departments; open",
            ),
            ("财政部会同商务部等部门制定办法。", "explicit mof; support mofcom; open"),
        ],
    );
}
