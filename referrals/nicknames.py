"""English first names that people shorten or spell otherwise, and pairs that look alike and are not. Pure.

Each line is one name with its short forms and spellings. A short form may stand for several names (Sam):
then it is like each of them, and they are not like one another.
"""

_ONE_NAME = """
abigail abby abbie abi gail
adam adie
adrian ade
albert al bert bertie
alexander alex alec alick sandy xander lex
alexandra alex alexa lexi lexie sandra sasha xandra
alfred alf alfie fred freddie
alison allison ali ally
amanda mandy manda
andrew andy drew
andrea andie andi
angela angie ange
ann anne annie anna hannah nan
anthony antony tony ant
arthur art artie
barbara barb babs barbie
benjamin ben benji benny
bernard bernie
beverley beverly bev
bridget bridie biddy
cameron cam
caroline carolyn carol carrie caz
catherine catharine katherine katharine kathryn cathryn kate katie katy cathy kathy kitty kat cat cath
cecilia celia cissie
charles charlie chas chuck
charlotte charlie lottie lotte
christina kristina christine tina chrissie chris
christopher kristopher chris kris topher kit
clifford cliff
conor connor con
craig
cynthia cindy
daniel dan danny
danielle dani danni
david dave davey davy
deborah debra debbie deb debs
dennis denis den
derek derrick del
dominic dom
donald don donnie
dorothy dot dottie dolly
douglas doug dougie
edward edwin ed eddie ted teddy ned
eleanor elinor ellie nell nellie nora lena
elizabeth elisabeth liz lizzie beth betty betsy bess bessie eliza elsie libby lisa liza lilibet
emily em emmie milly
emma em emmie
ernest ernie
eugene gene
frances fran francesca franny frankie
francis frank frankie fran
frederick frederic fred freddie freddy
gabrielle gabriella gabby gabi
geoffrey jeffrey geoff jeff
gerald gerard gerry jerry
george georgie
georgia georgina georgie gina
gillian jillian gill jill
graham graeme grahame
gregory greg gregg
gwendolen gwen gwendoline wendy
harold harry hal
harriet hattie harri
helen ellen nell nellie
henry harry hal hank
hugh hughie hugo
isabel isobel isabelle isabella izzy bella belle
ian iain
jacob jake jakob
jacqueline jackie jacqui
james jim jimmy jamie jem
jane janie jayne
janet jan
jennifer jen jenny jennie
jessica jess jessie
joan joanie
joanne joanna jo
john jon jack johnny johnnie
jonathan jonathon jon jonny johnny
joseph joe joey
josephine jo josie
joshua josh
judith judy judi
julia julie jules
julian jules
katrina catriona trina
kenneth ken kenny
kevin kev
kimberley kimberly kim
kirsten kirsty
lawrence laurence larry laurie
leonard len lenny leo
leslie lesley les
lewis louis lou louie
lillian lilian lily lil
linda lynda lyn lindy
lindsay lindsey linsey
louise lou louisa
lucy lucie lucinda
madeleine madeline maddie maddy
malcolm mal
margaret maggie meg megan peggy peg marge margie madge daisy greta
martin marty
mary marie maria molly polly mae may
matthew mathew matt matty
maureen mo
maxwell maximilian max
michael micheal mike mick mickey micky
michelle michele shelly shell
mohammed muhammad mohamed mohammad muhammed mo
natalie nathalie nat
nathaniel nathan nat nate
nicholas nicolas nick nicky
nicola nicole nicky nikki
olivia livvy liv
oliver ollie
pamela pam
patricia pat patsy patty trish tricia
patrick pat paddy
penelope penny
peter pete
philip phillip phil pip
philippa pippa pip
phoebe phebe
rachel rachael rach
raymond ray
rebecca rebekah becky becca bex
reginald reg reggie
richard rich richie rick ricky dick
robert rob robbie bob bobby bert
roberta bobbie
roger rodger
ronald ron ronnie
rosemary rose rosie
samantha sam sammy sammie
samuel sam sammy
sarah sara sally sadie
sean shaun shawn
sharon shaz
sheila shelagh
simon si
sophia sophie sofia sophy
stacey stacy
stanley stan
stephanie steph stef stevie
stephen steven steve stevie
susan suzanne susanna sue susie suzy
sydney sidney syd sid
teresa theresa terry tess tessa tracy
terence terrance terry tel
theodore theo ted teddy
thomas tom tommy
timothy tim timmy
tobias toby
valerie val
veronica ronnie
victor vic
victoria vicky vicki tori
vincent vince vinny
vivian vivien viv
walter wally walt
wilfred wilf
william will bill billy liam willie
winifred win winnie freda
yvonne evonne
zachary zak zach zack
"""

# Twins are often given these: one letter more, and another person.
_NEVER_ONE = """
alexander alexandra
carl carla
christian christina
christopher christina
daniel danielle
dean deanna
denis denise
dennis denise
eric erica
francis frances
gabriel gabrielle
george georgia
george georgina
harry harriet
jacob jacqueline
joseph josephine
julian juliana
leon leona
louis louise
marcus martin
mario maria
michael michelle
nicholas nicola
nicholas nicole
oliver olivia
patrick patricia
paul paula
paul pauline
philip philippa
robert roberta
robin roberta
samuel samantha
simon simone
stephen stephanie
steven stephanie
theo theodora
victor victoria
william wilma
"""
GROUPS: tuple[frozenset[str], ...] = tuple(frozenset(line.split()) for line in _ONE_NAME.strip().splitlines())
NEVER_ONE = frozenset(frozenset(line.split()) for line in _NEVER_ONE.strip().splitlines())


def _by_name() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(GROUPS):
        for name in group:
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


_GROUPS_OF = _by_name()


def one_name(one: str, other: str) -> bool:
    """Whether two first names, as search keys, are forms of one name."""
    return bool(_GROUPS_OF.get(one, frozenset()) & _GROUPS_OF.get(other, frozenset()))


def never_one(one: str, other: str) -> bool:
    """Whether two first names look alike and belong to two people."""
    return frozenset((one, other)) in NEVER_ONE
