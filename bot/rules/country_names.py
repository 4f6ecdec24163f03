"""English names of countries beside the one that the gazetteer has, and what their people are called.

Written for news: a name stands here if an article that has it is about that country. ``AMBIGUOUS`` are names of cities that
are ordinary words or people's names as well.
"""

from __future__ import annotations

FURTHER_NAMES = """
AE UAE, U.A.E., Emirates
AU New South Wales, Tasmania
BA Bosnia, Bosnia-Herzegovina
BN Brunei Darussalam
BO Plurinational State of Bolivia
CA British Columbia, Nova Scotia, Newfoundland, Saskatchewan, Manitoba, Quebec
CD Congo, DRC, DR Congo, D.R. Congo, Congo-Kinshasa, Eastern Congo
CG Congo-Brazzaville, Congo Republic
CI Cote d'Ivoire
CN People's Republic of China, Xinjiang, Tibet
CV Cape Verde
CZ Czech Republic
DE Federal Republic of Germany
ET Tigray
FM Micronesia, Federated States of Micronesia
GB UK, U.K., Britain, Great Britain, England, Scotland, Wales, Northern Ireland
ID Bali, Aceh, Sumatra
IE Irish Republic
IQ Iraqi Kurdistan, Tikrit
IR Islamic Republic of Iran
KP DPRK
KR Republic of Korea, Korea
LA Lao PDR
LY Derna
MK Macedonia
ML Timbuktu
MM Burma
MO Macau
NG Niger Delta
NL Holland, The Netherlands
PK Balochistan, Khyber Pakhtunkhwa
PS Palestine, Palestinian Territories, Gaza Strip, West Bank, Gaza, Ramallah, Jenin, Tulkarm
RU Russian Federation, Chechnya, Dagestan
SD Darfur
SY Syrian Arab Republic, Daraa, Deraa, Hasakah, Hasaka, Qamishli, Suwayda, Sweida, Tartus, Manbij
SZ Swaziland
TL East Timor, Timor-Leste
TR Türkiye, Turkiye
TT Trinidad
TZ Zanzibar
UA Crimea, Donbas, Donbass, Bakhmut
US America, New England, USA, U.S., US, U.S.A., United States of America, Washington D.C., District of Columbia, NYC, L.A.
VA Vatican City, Holy See
VN Viet Nam
YE Marib
"""

PEOPLES = """
AD Andorran
AE Emirati
AF Afghan
AG Antiguan
AL Albanian
AM Armenian
AO Angolan
AR Argentine, Argentinian, Argentinean
AT Austrian
AU Australian
AZ Azerbaijani, Azeri
BA Bosnian
BB Barbadian
BD Bangladeshi
BE Belgian
BF Burkinabe
BG Bulgarian
BH Bahraini
BI Burundian
BJ Beninese
BN Bruneian
BO Bolivian
BR Brazilian
BS Bahamian
BT Bhutanese
BW Botswanan
BY Belarusian, Belarussian
BZ Belizean
CA Canadian
CD Congolese
CF Central African
CH Swiss
CI Ivorian
CL Chilean
CM Cameroonian
CN Chinese, Sino, Uyghur, Uighur, Tibetan
CO Colombian
CR Costa Rican
CU Cuban
CV Cape Verdean
CY Cypriot
CZ Czech
DE German
DJ Djiboutian
DK Danish, Dane
DO Dominican
DZ Algerian
EC Ecuadorian, Ecuadorean
EE Estonian
EG Egyptian
EH Sahrawi
ER Eritrean
ES Spanish, Spaniard, Catalan
ET Ethiopian
FI Finnish, Finn
FJ Fijian
FR French, Frenchman, Frenchwoman, Frenchmen, Frenchwomen, Parisian
GA Gabonese
GB British, Briton, English, Scottish, Welsh, Brit, Scot, Englishman, Englishmen, Londoner
GD Grenadian
GE Georgian
GH Ghanaian
GL Greenlander, Greenlandic
GM Gambian
GN Guinean
GQ Equatorial Guinean, Equatoguinean
GR Greek
GT Guatemalan
GY Guyanese
HN Honduran
HR Croatian, Croat
HT Haitian
HU Hungarian
ID Indonesian
IE Irish, Irishman, Irishmen
IL Israeli
IN Indian
IQ Iraqi
IR Iranian
IS Icelandic, Icelander
IT Italian
JM Jamaican
JO Jordanian
JP Japanese
KE Kenyan
KG Kyrgyz
KH Cambodian
KM Comoran, Comorian
KP North Korean
KR South Korean
KW Kuwaiti
KZ Kazakh, Kazakhstani
LA Laotian
LB Lebanese
LK Sri Lankan
LR Liberian
LS Basotho
LT Lithuanian
LU Luxembourgish, Luxembourger
LV Latvian
LY Libyan
MA Moroccan
MC Monegasque
MD Moldovan
ME Montenegrin
MG Malagasy
MK Macedonian
ML Malian
MM Burmese
MN Mongolian
MR Mauritanian
MT Maltese
MU Mauritian
MV Maldivian
MW Malawian
MX Mexican
MY Malaysian
MZ Mozambican
NA Namibian
NE Nigerien
NG Nigerian
NI Nicaraguan
NL Dutch, Dutchman, Dutchmen
NO Norwegian
NP Nepali, Nepalese
NZ New Zealander
OM Omani
PA Panamanian
PE Peruvian
PG Papua New Guinean
PH Filipino, Philippine
PK Pakistani
PL Polish
PR Puerto Rican
PS Palestinian, Gazan
PT Portuguese
PY Paraguayan
QA Qatari
RO Romanian
RS Serbian, Serb
RU Russian, Muscovite, Chechen
RW Rwandan
SA Saudi
SC Seychellois
SD Sudanese
SE Swedish, Swede
SG Singaporean
SI Slovenian, Slovene
SK Slovak
SL Sierra Leonean
SN Senegalese
SO Somali
SR Surinamese
SS South Sudanese
SV Salvadoran
SY Syrian
SZ Swazi
TD Chadian
TG Togolese
TH Thai
TJ Tajik
TL Timorese
TM Turkmen
TN Tunisian
TO Tongan
TR Turkish
TT Trinidadian
TW Taiwanese
TZ Tanzanian
UA Ukrainian, Crimean
UG Ugandan
US American, American Indian
UY Uruguayan
UZ Uzbek
VE Venezuelan
VN Vietnamese
WS Samoan
XK Kosovan, Kosovar
YE Yemeni, Houthi
ZA South African
ZM Zambian
ZW Zimbabwean
"""

SHARED_NAMES = """
GE|US Georgia
"""
"""Names of several countries or their parts, with the codes of all; the first is meant where an article tells nothing."""

ELSEWHERE = (
    "South China Sea",
    "East China Sea",
    "Sea of Japan",
    "Indian Ocean",
    "Gulf of Mexico",
    "Gulf of Guinea",
    "Gulf of Oman",
    "English Channel",
    "Latin America",
    "Central America",
    "South America",
    "North America",
    "Latin American",
    "Central American",
    "South American",
    "North American",
    "North Americans",
    "Latin Americans",
    "South Americans",
    "Pan American",
    "Michael Jordan",
    "Paris Hilton",
    "George Washington",
    "French Open",
    "Australian Open",
    "South Georgia",
    "Korea Strait",
    "Air Jordan",
    "Jim Jordan",
    "Denzel Washington",
    "Kerry Washington",
    "Tom Holland",
    "Jack London",
    "Whitney Houston",
    "Guinea pig",
    "Guinea pigs",
    "Chile pepper",
    "Chile peppers",
    "French fries",
    "French toast",
    "Brazil nut",
    "Brazil nuts",
    "Russian roulette",
    "German shepherd",
    "Turkish delight",
    "Panama hat",
)
"""Names that hold another's, and do not mean it."""

CITY_NAMES = """
Kiev: Kyiv
Kharkov: Kharkiv
Lvov: Lviv
Odessa: Odesa
Bombay: Mumbai
Calcutta: Kolkata
Madras: Chennai
Bangalore: Bengaluru
Peking: Beijing
Canton: Guangzhou
Saigon: Ho Chi Minh City
Rangoon: Yangon
Constantinople: Istanbul
Astana: Nur-Sultan
Basra: Al Basrah
Mariupol: Mariupol'
Deir al-Zor: Dayr az Zawr
Deir ez-Zor: Dayr az Zawr
Dohuk: Dihok
Duhok: Dihok
Sulaimaniya: As Sulaymaniyah
Sulaymaniyah: As Sulaymaniyah
Lugansk: Luhansk
Zaporizhzhia: Zaporizhia
Zaporizhzhya: Zaporizhia
Grozny: Groznyy
Grodno: Hrodna
St Petersburg: Saint Petersburg
Taiz: Ta‘izz
Hodeidah: Al Hudaydah
Hudaydah: Al Hudaydah
Deir al-Zour: Deir ez-Zor
Deir Ezzor: Deir ez-Zor
Makkah: Mecca
Naypyidaw: Nay Pyi Taw
Prayagraj: Allahabad
Gurugram: Gurgaon
Chattogram: Chittagong
Mysuru: Mysore
Kochi: Cochin
Cologne: Koln
Frankfurt: Frankfurt am Main
Hanover: Hannover
Nuremberg: Nurnberg
Antwerp: Antwerpen
Ghent: Gent
Bruges: Brugge
Gothenburg: Goteborg
Marseilles: Marseille
Marrakech: Marrakesh
Fez: Fes
Acapulco: Acapulco de Juarez
Cebu: Cebu City
New York: New York City
Washington: Washington D.C.
"""
"""What news calls a city, and what the gazetteer does, where the two are too far apart to be known for one."""

MEANT = {"valencia": "ES"}
"""Name of several large cities, folded -> the country of the one that news means, where that is not the largest."""

_AMBIGUOUS = """
aba abu alba alhambra anand anda andy angers antioch arlington aurora austin awka bago ban bar bari bata bath batman
batna beaumont bedford bello belmont bender beni berkeley bexley bida billings bimbo blackburn bo bolton boma
boulder brandon brent brest brits buffalo cali camden cary casper centennial central centurion chandler charleston
charlotte chester chinatown clarksville clearwater cleveland clinton clovis columbia columbus concord cork corona
crawley cruz dali darwin dasha davenport davie dayton delta denton derby divo dudley duke edison elgin elizabeth
enterprise erode essen eugene everett fairfield fargo florence franca fuji garland gary gaya gent george gilbert
gloucester gold grace grand grant greeley guna hagen halle hamilton hamm hampton hannover hastings hayward henderson
herne hope hull hyde imus independence irvine irving itu iwo jackson jena jos kara kent kimberley kota kure
lafayette lages lancaster laredo laval lawang lawrence leon lexington lincoln linden lira loja long lucena madison
male man mansfield manta marina marka mary masan mati mau meads medina mendip mercedes merlo mesa metro midland
milton minna mission mito mobile modesto moga montgomery morena nan nancy natal nice nigel noda normal norman of
offa oral orange palma palmas pan paradise parma parral pasto paterson pati pearl pemba peoria phoenix pilar pool
poole porto preston princeton providence puri queens reading regina renton retiro reus richardson riverside
rochester ruse sabah safi saga saki sale salem sali salta sandy santos sari savannah serra seto singa slough sol
split spring springs stamford sterling stockton suita surprise sutton sylvia taza temple tete thornton timon
torrance tours troy tula tyler ube union van vaughan verona victoria victorville villa virginia vista ward warren
warrington watford wilson windsor zama
"""

AMBIGUOUS = frozenset(_AMBIGUOUS.split())
