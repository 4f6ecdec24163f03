"""How common words are in news, before a window has shown it: words of grammar, of all news, and of kinds of events.

The lists are short on purpose. They only stand in until the window has learned its own document frequencies.
"""

from __future__ import annotations

from collections.abc import Mapping


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP: Mapping[str, frozenset[str]] = {
    "en": _set(
        """
        a about above abu across after again against al all almost along already also although always am among an and
        another any anyone anything are aren around as at away be became because become been before began behind being
        below between bin both but by came can cannot could couldn da de den der di did didn do does doesn doing don
        done down dr during each either el else enough even ever every few for from further gave get gets getting give
        given go goes going gone got had hadn has hasn have haven having he her here hers herself him himself his how
        however if in indeed instead into is isn it its itself just keep kept la le let like ll made make makes making
        many may maybe me might more most mr mrs ms much must my myself near nearly need neither never no nor not
        nothing now nt of off often on once one only onto or other others our ours out over own part per perhaps put
        quite rather re really s same seem seemed several shall she should shouldn since so some someone something
        soon still such t take taken takes taking than that the their theirs them themselves then there these they
        thing things this those though through throughout thus to together too took toward towards under until up upon
        us use used using van ve very via von want wanted was wasn way we well went were weren what whatever when
        where whether which while who whom whose why will with within without won would wouldn yet you your yours
        """
    ),
    "de": _set(
        """
        aber alle allem allen aller alles als also am an andere auch auf aus bei beim bereits bin bis da damit dann
        das dass dem den denn der deren des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein
        eine einem einen einer eines er es etwa euch für gegen habe haben hat hatte hatten hier ich ihm ihn ihr ihre
        im in ins ist ja jede jetzt kann kein keine können man mehr mich mit muss nach nicht noch nun nur ob oder ohne
        sagte sehr sei seien sein seine seit sich sie sind so soll sollen um und uns unter vom von vor war waren was
        weil wenn werden wie wieder wir wird wo wurde wurden zu zum zur zwischen über
        """
    ),
    "fr": _set(
        """
        ainsi alors après au aucun aussi autre aux avait avant avec avoir car ce cela celle ces cet cette ceux chez
        comme contre dans de depuis des deux dit donc dont du elle elles en encore entre est et eu fait il ils je
        jusqu la le les leur leurs lors lui mais mon même ne ni non nos notre nous on ont ou où par pas pendant peu
        plus pour qu quand que qui sa sans se selon ses si son sont sous sur ta te tous tout toute très tu un une vers
        vos votre vous y à étaient était été être
        """
    ),
    "es": _set(
        """
        a al algo ante antes así aunque cada casi como con contra cual cuando de del desde después dijo donde dos
        durante e el ella ellos en entre era eran es esa ese eso esta estaba estado este esto estos está están fue
        fueron ha había hacia han has hasta hay la las le les lo los me mi muy más ni no nos o otra otro otros para
        pero por porque que quién se sea según ser si sido sin sobre son su sus también tan tiene todo todos tras un
        una uno unos y ya
        """
    ),
    "it": _set(
        """
        a ad agli ai al alla alle allo anche ancora che chi ci come con contro così cui da dai dal dalla dalle degli
        dei del dell della delle dello di dopo dove due e ed era erano essere fra già gli ha hanno i il in io la le
        lei lo loro ma mentre nei nel nella nelle no noi non o ogni per perché più poi prima quando quanto quella
        quello questa questo se sei si sia sono sta stata stato su sua sue sugli sui sul sulla suo suoi tra tutti
        tutto un una uno vi è
        """
    ),
    "pt": _set(
        """
        a ao aos as até com como contra da das de depois desde disse do dos e ela ele eles em entre era essa esse esta
        este está eu foi foram há isso já mais mas mesmo muito na nas nem no nos não o os ou para pela pelo pelos por
        porque qual quando que quem se segundo sem ser seu seus sobre sua suas são também tem ter todos um uma à é
        """
    ),
    "nl": _set(
        """
        aan al alle als bij daar dan dat de deze die dit door dus een en er geen haar had heeft hem het hij hoe hun ik
        in is ja je kan maar meer met mijn na naar niet nog nu of om omdat onder ons ook op over te tegen tot uit van
        veel voor waar wat werd wie wij worden wordt ze zegt zei zich zij zijn zo zou
        """
    ),
    "sv": _set(
        """
        att av bland blev bli blir de dem den denna det detta dig du där då efter eller en enligt ett från för ha hade
        han har hon hur i inte ja jag kan kom med men mer mot ni nu när någon och om oss på sa sedan sig sin ska som
        säger till under upp ut var vara vi vid än är över
        """
    ),
}
"""Words of grammar by language, as written, in lower case."""

NEWS_WORDS = _set(
    """
    accord afp agenc ago allow announc ap april ask associ august author back bad bbc becom begin believ best better
    big bring call caus chang chief citi click cnn come comment communiti concern confirm continu copyright countri
    current day deal decemb decid decis describ director earli earlier edit end expect face facebook fact famili
    februari feel final find first five follow former forward found four friday full futur general good govern great
    group hand happen hard head hear held help high hold home hope hour hous imag includ increas inform interview
    involv issu januari job join juli june know known larg last late later latest lead leader leav left less life line
    live local long look lost lot low main major man march meet member men million minist minut monday money month
    morn move multipl name nation new news night novemb number octob offer offic offici old open oper order organ
    paper parti pay peopl percent person photo place plan play point posit possibl post power present presid press
    previous problem program provid public question rais reach read real reason recent record releas remain report
    repres respons result return reuter right run said saturday say second secur see seen senior sent septemb serv
    servic set seven share show side sign similar situat six small social sourc speak special spokesman spokesperson
    spokeswoman staff stand start state statement stay stop street sunday support sure system talk team tell ten think
    third three thursday time today told tomorrow top total tri tuesday turn twitter two updat video websit wednesday
    week weekend white woman women word work world year yesterday young
    """
)
"""English stems found in more than one news article in twenty or so."""

EVENT_WORDS = _set(
    """
    accid accus acquisit act action actor actress affair aftershock agreement aid air aircraft airlin airport airstrik
    album alleg ambassador analyst apart app appeal appoint approv arm armi arrest astronaut asylum attack attorney
    award baby bail ballot ban bank base battl beat bilater bill billion birth blast blaze board boat bomb bond border
    borrow boy brand brib bridg brother build buildi burn bus busi cabinet camp campaign cancer candid capit capsiz
    captain car carbon case ceasefir celebr central ceo chairman champion championship charg child children christma
    church civilian claim clash climat club coach coalit coast collaps colleg compani comput concert conflict congress
    congressman consum contract control convict convoy corrupt cost council couple court crash crime crimin crisi
    cross cup currenc custodi custom cut damag danger data daughter dead deadlin deal death debt decad declar defeat
    defenc defend defens deficit degre delay demand depart deputi detain devic die diplomat director disast diseas
    district divorc doctor dollar dozen driver drone drown drug earn earthquak east eastern econom economi economist
    elect electr embassi emerg emiss employ employe enemi energi engin epicentr episod euro evacu evid exchang execut
    expert explos factori fail fan farm father fear featur fed feder ferri festiv fight file film fine fire firefight
    firm flame flight flood food footbal forc forecast foreign forward fraud free frontlin fund game gas girl goal
    goalkeep googl growth guilti gun gunman hack header health heat hectar helicopt highway hijack hit home hospit
    host hostag hous humanitarian hundr hurrican hurt husband immigr impeach incid industri infect inflat injur injuri
    insid insurg interest intern internet invest investig island jail jet judg juri justic kill king knife labour lake
    land laptop launch law lawmak lawsuit lawyer leagu league legal level licenc loan lose magnitud manag manufactur
    market marri match medal media medic merger midfield migrant milit militari ministri missil mission mother
    mountain movi murder music navi negoti neighborhood neighbourhood north northern nuclear offens oil onlin opposit
    orbit oscar outbreak overload parent park parliament partner passeng patient peac penalti pension phase phone
    pilot pirat plane plant player plea plead point polic polici polit poll pope port pound power premier presidenti
    price prime prison produc product profit project properti prosecut prosecutor protest provinc pupil quak quarter
    queen race rail railway rain rate rebel recess refer refuge regim region regul relief repatri rescu research resid
    resign resolut revenu richter rival river robber robberi rocket roof round rubbl rule salari sale sanction
    satellit scandal school scienc scientist score sea season secretari seed sell semi semi-fin senat sentenc seri
    shareholder shell shelter ship shoot shop shot show sign singer smoke snow softwar soldier son south southern
    space spacecraft spend squad stab stabil star stock store storm strike striker strong struck student studi suffer
    suicid summit supermarket suprem surgeri survivor suspect sworn takeov tariff tax teacher technolog teenag
    temperatur terrorist test testifi thousand threat titl toll tour tournament town trade trader traffic train
    transfer travel treati treatment tremor trial trillion troop truce truck tsunami union unit univers user vaccin
    vehicl verdict victim victori villag violenc virus visit vote voter wage walkout war warn water weapon weather wed
    west western wife win wind winner won worker wound
    """
)
"""English stems of kinds of events and their parties: common to many stories of one kind, so weak evidence of one event."""

WORLD_NAMES = _set(
    """
    afghanistan africa african ai amazon america american angel appl argentina arsenal asia asian australia austria
    barcelona beij belgium berlin biden bitcoin boe brazil britain british brussel california canada chelsea chicago
    chile china chines colombia congress cuba democrat denmark dubai dutch egypt england eu europ european facebook
    fbi fifa florida franc french gaza georgia german germani googl greec greek hama harri hezbollah houston hungari
    india indian indonesia instagram iphon iran iranian iraq iraqi ireland irish islam isra israel itali italian japan
    japanes jerusalem jew jewish jordan kenya kong korea korean kremlin kyiv lebanon liverpool london los madrid
    malaysia manchest mexican mexico microsoft moscow musk muslim myanmar nasa nato nba netanyahu netherland nfl
    nigeria norway obama ohio olymp openai pakistan palestin palestinian pari pentagon philippin poland polish portug
    putin qatar republican russia russian saudi scotland scottish seoul shanghai singapor spain spanish starmer sudan
    sweden swiss switzerland sydney syria syrian taiwan taliban tehran tesla texa thailand tiktok tokyo trump turkey
    turkish u.s uefa uk ukrain ukrainian un unit usa vatican venezuela vietnam wale washington yemen york zealand
    zelenski zelenskiy
    """
)
"""Folded English stems of places and parties that news speaks of every day."""

MANY, SOME, FEW = 0.10, 0.02, 0.001
"""The share of articles that are taken to hold a word of all news, one of a kind of event or a name heard
every day, and any other word."""


def stop_words(language: str | None) -> frozenset[str]:
    """Words of grammar in a language; English ones where it is unknown; none where there is no list."""
    return STOP.get(language or "en", frozenset())


def is_common_noun(term: str) -> bool:
    """Whether a term is a word of news and no name, however it is capitalised ("the Bank", "Prime Minister")."""
    return term in NEWS_WORDS or term in EVENT_WORDS


def background_share(term: str) -> float:
    """The share of news articles that a term is expected in, 0 to 1."""
    if term in NEWS_WORDS:
        return MANY
    if term in EVENT_WORDS or term in WORLD_NAMES:
        return SOME
    if term[0].isdecimal():
        return _number_share(term)
    return FEW


def _number_share(term: str) -> float:
    """Small and round numbers and years are everywhere; 3,471 is not."""
    if not term.isdecimal():
        return FEW * 3
    number = int(term[:12])
    if number <= 31:
        return MANY / 2
    if 1900 <= number <= 2100:
        return MANY
    return SOME / 2 if number <= 100 or term.rstrip("0") in {"1", "2", "3", "4", "5", "15", "25"} else FEW * 2
