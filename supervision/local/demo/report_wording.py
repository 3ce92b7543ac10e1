"""Made-up words of reports in the demo world: what heads of offices would have written.

Belongs here: sentences alone, by the code of their section. Does not belong here: whose report says
which (the chapter).
"""

from __future__ import annotations

DISTRICT = {
    "analysis": "Тоқсанда қысқартылған істердің бәрі зерделенді. Құрамның болмауы бойынша "
    "қысқартулардың негізгі себебі — хаттамаларды толтырудағы олқылықтар.",
    "conclusions": "Қысқартылған істер бойынша заңсыз қаулылар анықталған жоқ.",
    "proposals": "Хаттама жасайтын уәкілетті органдармен бірлескен оқу өткізілсін.",
}
OBLAST = {
    "analysis": "Областью изучены все прекращённые дела. Рост прекращений связан с неполнотой "
    "протоколов уполномоченных органов.",
    "conclusions": "Состояние законности по прекращённым делам удовлетворительное, протесты "
    "приносятся своевременно.",
    "proposals": "Провести кустовой семинар для прокуроров, участвующих в судах.",
}
