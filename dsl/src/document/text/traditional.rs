//! Traditional script: a fixed table that folds one character to one character, for matching only.

use std::sync::LazyLock;

/// Pairs of a traditional and its simplified character, sorted by the traditional one. Characters that are also in
/// use in simplified texts with a meaning of their own (著, 乾, 藉) are not folded.
const PAIRS: &str = "\
    並并亂乱亞亚佈布佔占併并來来侖仑係系倉仓個个們们倖幸倫伦偉伟側侧偵侦傑杰備备傭佣傳传債债傷伤傾倾僅仅僑侨僕仆僱雇價价儀仪億亿儘尽償偿優优儲储兒儿內内兩两冊册凍冻\
    凱凯別别剛刚剝剥創创劃划劇剧劉刘劍剑劑剂勁劲動动務务勝胜勞劳勢势勳勋勵励勸劝匯汇匱匮區区協协卹恤卻却厭厌厲厉參参員员唸念問问啓启啟启喚唤喪丧喫吃單单嘗尝嚐尝嚮向\
    嚴严囑嘱國国圍围園园圓圆圖图團团執执堅坚堯尧報报場场塊块塗涂塵尘墊垫墜坠墮堕壇坛壓压壘垒壞坏壟垄壯壮壽寿夠够夢梦夥伙夾夹奪夺奮奋姦奸婦妇媽妈嬰婴孫孙學学實实寧宁\
    審审寫写寬宽寶宝將将專专尋寻對对導导屆届屢屡層层屬属岡冈峯峰島岛峽峡崗岗嶺岭嶼屿巋岿帥帅師师帳帐帶带幣币幫帮幹干幾几庫库廁厕廂厢廈厦廟庙廠厂廢废廣广廳厅張张強强\
    彈弹彌弥彎弯彙汇後后徑径從从徧遍復复徵征徹彻恆恒悅悦悶闷惡恶惱恼愛爱態态慘惨慚惭慣惯慮虑慶庆慾欲憂忧憑凭憲宪憶忆懇恳應应懲惩懶懒懷怀懸悬懼惧戀恋戰战戲戏戶户挾挟\
    捨舍捲卷掃扫掛挂採采揀拣揚扬換换揮挥損损搖摇搶抢摯挚摺折撈捞撥拨撫抚撲扑擁拥擇择擊击擋挡擔担據据擠挤擧举擬拟擴扩擺摆擾扰攔拦攜携攝摄攤摊敎教敗败敘叙敵敌數数斂敛\
    斃毙斷断於于昇升時时晉晋暢畅暫暂曆历曉晓曠旷曬晒書书會会東东柵栅柺拐査查條条棄弃棟栋楊杨業业極极榮荣構构槍枪樂乐樓楼標标樞枢樣样樸朴樹树橋桥機机橫横檔档檢检櫃柜\
    欄栏權权歐欧歡欢歩步歲岁歷历歸归殘残殲歼殼壳毀毁氣气氫氢汙污汚污決决沒没沖冲況况洩泄涼凉淚泪淨净淺浅減减渦涡測测湊凑準准溝沟溫温滅灭滙汇滯滞滲渗滿满漁渔漢汉漲涨\
    漸渐漿浆潔洁潛潜潤润澤泽濃浓濕湿濟济濫滥濾滤灣湾災灾為为烏乌無无煉炼煙烟煥焕煩烦熱热燈灯燉炖燒烧營营燦灿燭烛爐炉爭争爺爷爾尔牆墙牠它狀状狹狭獄狱獎奖獨独獲获獵猎\
    獸兽獻献現现瑪玛環环瓊琼產产産产甦苏畝亩畢毕異异當当疊叠痺痹療疗癥症發发盜盗盡尽監监盤盘盧卢眾众矚瞩碩硕確确碼码磚砖磯矶礎础礙碍礦矿祕秘禍祸禦御禪禅禮礼稅税種种\
    稱称穀谷積积穩稳穫获窮穷竊窃競竞筆笔筍笋箇个節节範范築筑簡简簽签籃篮籌筹籤签籲吁粧妆糧粮糾纠紀纪約约紅红紋纹納纳純纯紙纸級级紛纷紡纺細细紹绍終终組组結结絕绝絡络\
    給给絨绒統统絲丝綁绑經经綜综綠绿維维綱纲網网緊紧緒绪線线緝缉締缔緣缘編编緩缓練练緻致縣县縫缝縮缩縱纵總总績绩織织繞绕繡绣繪绘繳缴繼继續续纖纤纜缆罈坛罰罚罷罢羅罗\
    羣群義义習习翹翘聖圣聞闻聯联聰聪聲声職职聽听肅肃脅胁脈脉脣唇脫脱腦脑腫肿腳脚膚肤膠胶膽胆臘腊臟脏臨临臺台與与舉举舊旧艙舱艦舰艱艰艷艳苧苎莊庄華华萬万葉叶葯药蒼苍\
    蓋盖蓮莲蔣蒋蔭荫薑姜薦荐薩萨藍蓝藝艺藥药蘆芦蘇苏蘭兰處处虛虚號号虧亏蝦虾蟲虫蠟蜡衆众衊蔑術术衛卫衝冲裏里補补裝装裡里製制複复褲裤襯衬襲袭見见規规視视親亲覺觉覽览\
    觀观觸触訂订計计訊讯討讨訓训託托記记訣诀訪访設设許许訴诉診诊註注詐诈評评詞词詢询試试詩诗詭诡話话該该詳详誌志認认誘诱語语誠诚誤误說说誰谁課课調调談谈請请論论諮咨\
    諸诸諾诺謀谋謂谓講讲謝谢謹谨證证識识譜谱譯译議议護护譽誉讀读變变讓让讚赞豐丰豬猪貓猫負负財财貢贡貧贫貨货販贩貪贪貫贯責责貯贮貴贵買买貸贷費费貼贴貿贸賀贺賃赁資资\
    賓宾賠赔賣卖賦赋質质賬账賴赖賺赚購购賽赛贈赠贊赞贏赢贓赃贗赝趕赶趙赵趨趋跡迹踐践蹟迹蹤踪躉趸躍跃車车軌轨軍军軟软軸轴較较載载輔辅輕轻輛辆輪轮輭软輯辑輸输輻辐轄辖\
    轉转辦办辭辞辯辩農农迴回逕径這这連连週周進进遊游運运過过達达違违遞递遠远適适遲迟遷迁選选遺遗還还邊边郵邮鄉乡鄭郑鄰邻醜丑醞酝醫医釀酿釋释釐厘釘钉針针鈉钠鈔钞鈞钧\
    鈦钛鉀钾鉅巨鉛铅銀银銅铜銜衔銷销銹锈鋁铝鋒锋鋪铺鋰锂鋼钢錄录錢钱錦锦錯错鍊炼鍋锅鍍镀鍛锻鍵键鎂镁鎖锁鎢钨鎮镇鎳镍鏈链鏟铲鏡镜鏢镖鐘钟鐵铁鑄铸鑑鉴鑒鉴鑽钻長长門门\
    閃闪閉闭開开間间閘闸閣阁閥阀閱阅闆板闊阔闖闯關关闢辟陘陉陝陕陣阵陰阴陳陈陸陆陽阳隊队階阶際际隣邻隨随險险隱隐隴陇隸隶隻只雖虽雙双雜杂雞鸡離离難难雲云電电霧雾靈灵\
    靜静鞏巩韌韧韓韩響响頁页頂顶項项順顺須须頌颂預预頑顽頒颁頓顿頗颇領领頭头頸颈頻频顆颗題题額额顏颜願愿顛颠類类顧顾顫颤顯显風风飄飘飛飞飯饭飲饮飼饲飾饰養养餓饿餘余\
    館馆餵喂饋馈饒饶馬马馳驰駁驳駐驻駕驾駛驶駱骆騎骑騙骗騰腾騷骚驅驱驕骄驗验驚惊驛驿驟骤髒脏體体鬆松鬚须鬥斗鬧闹鬱郁魚鱼鮮鲜鯉鲤鱗鳞鳥鸟鳳凤鴨鸭鵬鹏鷄鸡鹹咸鹽盐麗丽\
    麥麦麵面麼么麽么黃黄點点黨党黴霉齊齐齒齿齡龄齣出龍龙龐庞龜龟";

/// The pairs as they are looked through by halves.
static TABLE: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let chars: Vec<char> = PAIRS.chars().collect();
    chars.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
});

/// The simplified character, where this one is traditional.
pub(crate) fn simplified(c: char) -> Option<char> {
    // Nothing below the first Chinese character is in the table.
    if c < '\u{4E00}' {
        return None;
    }
    let at = TABLE.binary_search_by_key(&c, |(traditional, _)| *traditional).ok()?;
    TABLE.get(at).map(|(_, simplified)| *simplified)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_folds_once() {
        assert!(TABLE.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(PAIRS.chars().count(), TABLE.len() * 2);
        for (traditional, plain) in TABLE.iter() {
            assert_ne!(traditional, plain);
            assert_eq!(simplified(*plain), None, "{plain} is folded again");
        }
        let folded: String =
            "工業和資訊化部負責單項冠軍".chars().map(|c| simplified(c).unwrap_or(c)).collect();
        assert_eq!(folded, "工业和资讯化部负责单项冠军");
    }
}
