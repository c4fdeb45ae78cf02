import { CLOCK_RULES, counting, DATE_RULES, list, TIME_RULES } from './shared.ts'
import type { LanguageTable } from './table.ts'

/** Spanish. A table, so longer than a file of code may be. */
export const spanish: LanguageTable = {
  language: 'es',
  calendar: {
    cardinals: {
      ...counting(
        0,
        'cero; uno|una|un; dos; tres; cuatro; cinco; seis; siete; ocho; nueve; diez; once; doce; trece; catorce; quince',
      ),
      ...counting(
        16,
        'dieciséis|diez y seis; diecisiete; dieciocho; diecinueve; veinte; veintiuno|veintiún|veintiuna; veintidós; veintitrés',
      ),
      ...counting(24, 'veinticuatro; veinticinco; veintiséis; veintisiete; veintiocho; veintinueve; treinta'),
      cuarenta: 40,
      cincuenta: 50,
      sesenta: 60,
      setenta: 70,
      ochenta: 80,
      noventa: 90,
      'cien|ciento': 100,
      'doscientos|doscientas': 200,
      'trescientos|trescientas': 300,
      'cuatrocientos|cuatrocientas': 400,
      'quinientos|quinientas': 500,
      'seiscientos|seiscientas': 600,
      'setecientos|setecientas': 700,
      'ochocientos|ochocientas': 800,
      'novecientos|novecientas': 900,
      mil: 1000,
      'millón|millones': 1_000_000,
    },
    ordinals: counting(
      1,
      'primero|primer|primera|1ro; segundo|segunda; tercero|tercer|tercera; cuarta; quinto|quinta; sexto|sexta; séptimo; octavo; noveno; décimo',
    ),
    numberJoiners: 'y',
    weekdays: counting(
      1,
      'lunes; martes; miércoles|miercoles; jueves; viernes; sábado|sabado|sábados; domingo|domingos',
    ),
    months: counting(
      1,
      'enero|ene; febrero|feb; marzo; abril|abr; mayo; junio|jun; julio|jul; agosto|ago; septiembre|setiembre|sept|sep; octubre|oct; noviembre|nov; diciembre|dic',
    ),
    dayOffsets: {
      'hoy|hoy mismo|el día de hoy': 0,
      'mañana|el día de mañana': 1,
      'pasado mañana': 2,
      ayer: -1,
      'anteayer|antier|antes de ayer': -2,
    },
    dayOffsetParts: {
      'esta mañana': [0, 'morning'],
      'esta tarde': [0, 'afternoon'],
      'esta noche': [0, 'night'],
      anoche: [-1, 'night'],
    },
    units: {
      'minuto|minutos|min': 'minute',
      'hora|horas': 'hour',
      'día|días': 'day',
      'semana|semanas': 'week',
      'mes|meses': 'month',
      'año|años': 'year',
    },
    spans: {
      'una semana': [1, 'week'],
      'un día': [1, 'day'],
      'un mes': [1, 'month'],
      'una hora': [1, 'hour'],
      'media hora': [30, 'minute'],
      'un par de semanas': [2, 'week'],
      'un par de días': [2, 'day'],
      'un par de horas': [2, 'hour'],
      'hora y media|una hora y media': [90, 'minute'],
    },
    dayParts: {
      'la mañana|las mañanas|la mañanita': 'morning',
      'la tarde|las tardes|de tarde|a la tarde': 'afternoon',
      'la noche|las noches|de noche|a la noche': 'night',
    },
    hourParts: {
      'am|a.m.|a.m|a. m.': 'am',
      'pm|p.m.|p.m|p. m.': 'pm',
      'de la mañana|por la mañana|en la mañana|a la mañana': 'morning',
      'de la tarde|por la tarde|en la tarde|del mediodía|de mediodía': 'afternoon',
      'de la noche|por la noche|en la noche': 'night',
      'de la madrugada|de madrugada': 'am',
    },
    clockWords: {
      'mediodía|medio día|el mediodía|al mediodía|a mediodía': '12:00',
      'medianoche|media noche|a medianoche': '00:00',
    },
    senses: {
      at: 'a las|a la|a eso de las|a eso de la|sobre las|sobre la|alrededor de las|hacia las|para las|para la|de las|las|la|alas|a partir|tipo|tipo las|como a las|a',
      approximately: 'sobre|alrededor de|más o menos|aproximadamente|como|tipo',
      after: 'después de las|después de la|a partir de las|a partir de la|desde las|desde la|pasadas las|luego de las',
      before: 'antes de las|antes de la|no más tarde de las|hasta las|hasta la',
      between: 'entre las|entre la|entre',
      from: 'de|desde|de las|desde las|desde la|de la',
      to: 'a|a las|a la|hasta|hasta las|hasta la',
      and: 'y|y las|y la',
      the: 'el|la|los|las',
      of: 'de|del|de la|de el',
      on: 'el|en|para el|para la|de la|la',
      in: 'en|dentro de|de aquí a|de acá a|para dentro de',
      later: 'después|más tarde|a partir de hoy|a partir de ahora',
      this: 'este|esta|el mismo',
      next: 'próximo|próxima|el próximo|la próxima|el siguiente|siguiente',
      nextAfter: 'que viene|próximo|siguiente|que entra|entrante',
      nearest: 'el primer',
      last: 'el pasado|el último',
      lastAfter: 'pasado',
      thisWeek: 'esta semana|la semana actual|la presente semana',
      nextWeek:
        'la próxima semana|próxima semana|la semana que viene|semana que viene|la semana próxima|semana próxima|la semana siguiente|la siguiente semana|siguiente semana|la semana entrante|la otra semana|semana entrante',
      afterNextWeek: 'la semana después de la próxima|dentro de dos semanas la semana',
      thisMonth: 'este mes|del mes en curso|del presente mes|del corriente',
      nextMonth:
        'el próximo mes|próximo mes|el mes que viene|mes que viene|el mes próximo|el mes siguiente|mes siguiente|el siguiente mes',
      weekend: 'fin de semana|este fin de semana|el fin de semana|el finde|finde|este finde',
      nextWeekend:
        'próximo fin de semana|el próximo fin de semana|el fin de semana que viene|fin de semana que viene|el próximo finde',
      dayWord: 'día|el día',
      ago: 'hace|atrás',
      half: 'media',
      quarter: 'cuarto|un cuarto',
      hourMark: 'h|hs|hrs|horas|hora|en punto',
      minutes: 'minutos|minuto|min',
      greeting:
        'buenos días|buen día|buenas tardes|buenas noches|que tenga buen día|que tengas buen día|que pase buena tarde|más tarde|tan tarde|muy tarde|llego tarde|eso es todo por hoy|es todo por hoy|nada más por hoy|por hoy|hoy no',
      counted:
        'personas|persona|niños|dólares|dolares|pesos|euros|opciones|veces|años|citas|pacientes|adultos|por ciento|%|€|$|de ellos|de ellas|kilos|km|cosas|preguntas|semana|semanas',
      notADate:
        'opción|opciones|vez|cita|doctor|doctora|hora disponible|persona|piso|consulta|disponible|visita|pregunta|uno|parte|feria',
    },
    clockRules: [
      ...CLOCK_RULES,
      ['hour:h =y half', 'past', { m: 30 }],
      ['hour:h =y quarter', 'past', { m: 15 }],
      ['hour:h =menos quarter', 'to', { m: 15 }],
      ['hour:h =menos minute:m minutes?', 'to'],
      ['hour:h =y minute:m minutes?', 'past'],
      ['hour:h =con minute:m minutes?', 'past'],
      ['quarter ~=para ~=las|=la hour:h', 'to', { m: 15 }],
      ['minute:m minutes? ~=para ~=las|=la hour:h', 'to'],
      ['hour:h hourMark', 'past'],
      ['hour:h hourMark =y half', 'past', { m: 30 }],
      ['hour:h hourMark =y? minute:m minutes?', 'past'],
      ['hour:h fullMinute:m', 'bare_minutes'],
      ['clockWord:c =y half', 'word_half'],
    ],
    rules: [
      ...DATE_RULES,
      ...TIME_RULES,
      ['=de? =hoy =en =ocho', 'offset', { n: 7 }],
      ['=de? =hoy =en =quince', 'offset', { n: 14 }],
      ['=de? =mañana =en =ocho', 'offset', { n: 8 }],
      ['~=el ~=día? day:d', 'day'],
      ['~=para ~=el ~=día? day:d', 'day'],
      ['=día ordinal:d', 'day'],
      ['weekday:w day:d', 'weekday_day'],
      ['=primero =de month:month', 'day_month', { d: 1 }],
    ],
    nextWeekday: 'nearest',
    dayFirst: true,
    weekStart: 1,
  },
  phrases: {
    yes: list(`sí; si; sip; sii+; claro( que sí)?; sí claro; claro que si; por supuesto; desde luego; ok; okay; okey; oki; vale; dale; de acuerdo; correcto; exacto; exactamente; así es; eso es;
      perfecto; está bien; esta bien; muy bien; bien; bueno; genial; excelente; estupendo; fantástico; me parece( bien| perfecto| genial)?; me va bien; me viene bien; me sirve; me queda bien;
      confirmo; confirmado; confirmar; confírmalo; confírmela; adelante; hágalo; resérvalo; resérvela; cómo no; como no; sin problema; no hay problema; cierto; es correcto; es cierto; afirmativo; listo; va; sale; órale; venga; hecho;
      de una; obvio; ajá; aja; seguro; efectivamente; todo (bien|correcto); yes; eso mismo; encantad[oa]; con gusto; s`),
    no: list(`no; nop; nope; noo+; no gracias; para nada; en absoluto; nunca; jamás; tampoco; claro que no; de ninguna manera; ni hablar; negativo; mejor no; todavía no; aún no; ahora no; hoy no; no me (va|viene|sirve|queda|parece|gusta|interesa)( bien)?;
      no (puedo|quiero|necesito|está bien|esta bien|es correcto|es así|es eso|me va|creo|gracias); incorrecto; equivocado; está mal; cancela( lo| la)?; déjalo; olvídalo; nada( más)?; ninguno; ninguna`),
    unsure: list(
      `no sé; no se; no lo sé; no estoy segur[oa]; tal vez; quizás?; quizá; a lo mejor; puede ser; puede que; depende; (déjame|dejame|déjeme|dejeme) (pensar|ver|pensarlo|consultar); lo (pienso|pensaré|voy a pensar); ya veremos; más tarde; luego; espera; espere; un momento; no tengo idea; ni idea; supongo; yo te aviso; te aviso`,
    ),
    yesAnywhere: list(
      `(me )?(parece|va|viene|queda|suena) (muy )?(bien|perfecto|genial|estupendo|excelente); por favor (reserva|confirma|hazlo|hágalo); me (lo|la) quedo; está perfecto; es perfecto; muy bien; lo confirmo; adelante; puede(s)? (confirmar|reservar)`,
    ),
    noAnywhere: list(
      `no (me )?(va|viene|sirve|queda|puedo|quiero|necesito|es correcto|está bien|funciona|gusta|interesa); ya no; eso (es|sería) todo; nada más; en (lugar|vez) de eso; mejor otr[oa]`,
    ),
    fillers: list(
      `ah; eh; ay; pues; mmm*; hm+; bueno pues; y; por favor; hola; gracias; muchas gracias; mira; mire; oye; perdón; perdona; perdone; disculpe; disculpa; bueno; este; entonces; uy`,
    ),
    but: list('pero; aunque; excepto; salvo; solo que; sólo que'),
    thanks: list(
      'gracias; muchas gracias; mil gracias; te (lo )?agradezco; se (lo )?agradezco; le agradezco; agradecid[oa]; muy amable; grax; grcs; agradezco',
    ),
    greetings: list(
      'hola; holi; buenas; buenos días; buen día; buenas tardes; buenas noches; qué tal; saludos; hey; cómo está[sn]?',
    ),
    goodbyes: list(
      `adiós; adios; chao; chau; bye; hasta (luego|pronto|mañana|la vista|entonces|la próxima|otra); nos vemos; que (tenga|tengas|pase|pases|tengan|le vaya|te vaya|esté|estés) (un |una )?(muy )?(buen|buena|lindo|linda|feliz|bien|bonito|excelente)( día| tarde| noche| fin)?; cuídese; cuídate; feliz (día|tarde|noche)`,
    ),
    enough: list(
      `eso (es|era|sería) todo; es todo; nada más; no necesito (nada )?más; con eso (es suficiente|está bien); eso es; ya está; por ahora (es todo|nada más)`,
    ),
    human: list(
      `(hablar|comunicarme|chatear|contactar|comunicarse|conversar|comunique|comuníqueme|comunícame|páseme|pásame|pasar|conécteme|póngame|ponme) con (un|una|el|la|algún|alguna|alguien|otra|su)( persona| humano| agente| asesor*| representante| operador*| encargad*| gerente| responsable| supervisor*| recepcionista| real| ser humano| ejecutiv* | jef* )?; (un|una) (persona|humano|agente|asesor*|representante|operador*|ser humano) (real|de verdad|por favor|humano|humana|de carne y hueso); (quiero|necesito|prefiero|deseo|quisiera) (a )?(un|una|hablar con) (persona|humano|agente|asesor*|representante|operador*|encargad*|gerente|supervisor*|alguien); atención al cliente; (agente|persona|humano|operador|operadora|asesor) por favor; ^ ?(humano|agente|operador|operadora|persona|asesor|representante) ?$; que me (llame|atienda) (alguien|una persona|un humano); me puede (llamar|atender) (alguien|una persona); hay (alguien|alguna persona) (ahí|real|que); no (con )?(un )?(robot|bot|máquina)`,
    ),
    bot: list(
      `(eres|es|sos|usted es|es usted|eres tú|tú eres|vos sos) (un |una |tú )?(bot|robot|máquina|ia|inteligencia artificial|persona|humano|humana|real|persona real|ser humano|programa|computadora|automático|contestador*|chatbot|asistente virtual); (estoy|estaré) (hablando|chateando|escribiendo) con (un|una) (bot|robot|máquina|persona|humano|ia|computadora); (esto|este|esta) es (un |una )?(bot|robot|máquina|automático|ia|grabación|persona); (bot|robot|humano|persona) o (un |una )?(bot|robot|humano|persona|máquina); con quién (hablo|estoy hablando); hay una persona (detrás|ahí)`,
    ),
    repeat: list(
      `(puede|puedes|podría|podrías) (repetir|repetirlo|decirlo|repetirme); repite; repita; repítelo; repítalo; otra vez por favor; cómo dijo; cómo dice; qué dijo; qué dijiste; no (te |le |lo )?(entendí|entiendo|escuché|oí|escucho|oigo); ^ ?(qué|cómo|perdón|mande|eh|disculpe) ?$; de nuevo por favor; no (se )?(escucha|entiende|oye)`,
    ),
    alternatives: list(
      `(algún|alguna|hay|tiene|tienes|tienen|ver|dame|deme|prefiero|quiero|busca|busque|qué|otro|cualquier) otr[oa]s?; otr[oa]s? (opción|opciones|hora|horas|horario|horarios|día|días|fecha|fechas|doctor*|dentista|lugar|sitio|salón|clínica|momento|persona|médico|profesional|alternativa*|turno*|cita); alternativ*; algo (más|diferente|distinto|antes|cerca|barato); alguien más; alguno más; (un|una|algo) (diferente|distint[oa]); más (opciones|temprano|tarde|cerca|barato|pronto); otr[oa] por favor; quién más; qué más (hay|tiene); en otr[oa] (lugar|sitio|momento)`,
    ),
    questions: list(
      `(a|en|con|hasta|sobre|por) qué; qué (hora*|día*|precio*|horario*|servicio*|médico*|doctor*|especialidad*|tratamiento*|tal|es|son|incluye*|significa|pasa|pasó|necesito|debo|hay|ofrecen|tipo*|tiempo|tengo que|tienen|hacen|cuesta|vale|opciones|otr*|más); ^ ?qué ?$; cuál; cuáles; cuándo; dónde; adónde; quién; cómo; cuánto; cuánta; cuántos; cuántas; por qué; (puede|puedes|podría|podrías|podrian|me puede|me puedes|me podría*) (decir|dar|decirme|darme|informar|indicar|ayudar|explicar); quisiera saber; quiero saber; me gustaría saber; hay (un|una|algún|alguna); tienen; tiene(n)? (ustedes|disponible|algún|alguna); atienden; aceptan; hacen; ofrecen; dime; dígame; a qué hora; es posible; se puede; está(n)? (abierto*|disponible*)`,
    ),
    stopAlways: list(
      'alto; parar; baja; darme de baja; dar de baja; dame de baja; deme de baja; cancelar suscripción; no me escriban; no me escriban más; no me escriba más; no me escribas más; no me contacten; no me contacten más; no enviar más; no quiero más mensajes; no quiero recibir mensajes; dejen de escribirme; deja de escribirme; deje de escribirme; desuscribir; desuscribirme; no más mensajes; eliminar suscripción',
    ),
    stopWhenIdle: list('cancelar; salir; terminar; fin; basta; detener; para; pare'),
    start: list('iniciar; empezar; comenzar; reanudar; suscribir; suscribirme; volver; alta'),
    refusals: list(
      `(ya )?no (necesito|quiero|requiero|hace falta|deseo|quisiera|voy a necesitar|ocupo|me hace falta|me interesa|quiero hacer|quiero hacerme)( más)?( hacerme| hacer)?; olvida(te)?( de)?; olvídate( de)?; olvídese( de)?; olvide; olvidemos; deja lo de; dejemos; déjalo; olvídalo; ya no; no es necesari[oa]`,
    ),
    refusalTails: list(
      'ya; más; por ahora; gracias; por favor; para nada; en absoluto; hoy; ahora; después de todo; al final; de momento; tampoco; muchas gracias',
    ),
    refusalsAfter: list(
      '(ya )?no (es|son|hace|hacen) (necesari[oa]s?|falta); (ya )?no (lo|la|los|las) (necesito|quiero|deseo)',
    ),
    corrections: list(
      `no (quise|quería|quiero) decir; quise decir; quería decir; quiero decir; perdón (quise decir|es|era|no)?; me equivoqué; me confundí; no perdón; no mejor; mejor (dicho|el|la|a las|para)?; en realidad; más bien; corrijo; corrección; cámbia(lo|la) (a|al|por|para); cambiar (a|al|por|para); que sea; no es; no son; dije; no dije; he dicho; espera no; disculpa; digo; o sea; no que sea`,
    ),
    not: list('no; no es; no el; no la; no a las; no las; en vez de; en lugar de; no para el'),
    instead: list('sino; sino que; es; son; mejor; pero; quiero; dije; era; mas bien'),
    frustration: list(
      `ridículo; terrible; horrible; pésimo; pésima; inútil*; frustra*; molest[oa]s?; enojad[oa]; furios[oa]; enfadad[oa]; hart[oa]; hasta (las narices|el gorro|la coronilla|la madre); inaceptable; vergüenza; vergonzos[oa]; estúpid[oa]; idiota*; imbécil*; tont[oa]; incompeten*; pérdida de tiempo; perdiendo (el |mi )?tiempo; qué asco; mierda; carajo; joder; maldit[oa]; coño; puta; basura; no (sirve|sirves|sirven) (de|para) nada; no (me )?(entiendes|entienden|escuchas|escuchan|ayudas|ayuda); queja; quejarme; reclamo; decepcion*; es una broma; me (tomas|toman) el pelo; por dios; no puede ser; cansad[oa] de; el peor; la peor; indignad[oa]; indignante; una porquería; nunca más`,
    ),
    already: list(
      `ya (te |le |les |se )?(lo )?(dije|he dicho|había dicho|expliqué|comenté|mencioné|di|envié|mandé|respondí|contesté|pregunté); (te |le |se )?lo (acabo de|dije ya) decir; acabo de (decir|decirte|decirlo|decírselo); como (ya )?(te |le )?dije; cuántas veces; otra vez lo mismo; (la|por) (segunda|tercera|enésima|última) vez; ya me (preguntó|preguntaste|lo preguntó|lo preguntaste|preguntaron); repetir lo mismo; siempre lo mismo; tengo que repetir`,
    ),
    nameOpenings: list(
      'me llamo; mi nombre es; mi nombre; soy; mi nombre completo es; el nombre es; a nombre de; nombre; te habla; le habla; habla; les habla; yo soy; llámame; de parte de; se llama',
    ),
    titles: list('señor; señora; señorita; sr; sra; srta; don; doña; doctor; doctora; dr; dra; lic; ing'),
    notNames: list(
      `espera; espere; mejor; momento; segundo; minuto; antes; después; cualquiera; cualquier; pues; bueno; mmm; ah; oh; eh; entonces; sí; no; ok; vale; hola; buenos; buenas; gracias; por; favor; bien; bueno; el; la; los; las; un; una; de; del; y; o; que; qué; con; para; en; es; soy; estoy; era; quiero; quisiera; necesito; puedo; tengo; cita; turno; hora; día; cliente; paciente; nuevo; nueva; yo; tú; usted; mi; su; me; te; se; lo; le; muy; más; pero; como; cómo; cuándo; dónde; quién; cuánto; perfecto; correcto; claro; listo; doctor; dentista; teléfono; número; correo; email; nombre; aquí; ahí; ya; persona; humano; agente; alérgic*; alérgico; alérgica; diabético; diabética; mañana; hoy; urgente; ayuda; dolor; otro; otra; nada; todo; adiós; cancelar; cambiar; reservar; mayor; alguien; al; a; si`,
    ),
  },
  phone: {
    digits: counting(0, 'cero; uno|un|una; dos; tres; cuatro; cinco; seis; siete; ocho; nueve'),
    double: 'doble',
    triple: 'triple',
    quadruple: 'cuádruple',
    plurals: {
      ceros: 0,
      unos: 1,
      doses: 2,
      treses: 3,
      cuatros: 4,
      cincos: 5,
      seises: 6,
      sietes: 7,
      ochos: 8,
      nueves: 9,
    },
    plus: 'más|mas|+',
    fillers: 'luego|después|y luego|y después',
    cues: 'teléfono|telefono|número|numero|móvil|celular|cel|llamar|llámame|llámeme|llama|tel|whatsapp|contacto|fono|llamarme',
    otherCues:
      'precio|cuesta|cuestan|pago|pagar|pagué|pedido|factura|id|dni|cédula|cuenta|tarjeta|referencia|código|codigo|reserva|postal|presupuesto|año|fecha|orden|pasaporte|seguro|póliza|rut|nif|nie|iban|expediente|habitación|cp',
    spokenDigits: list('cero; uno; dos; tres; cuatro; cinco; seis; siete; ocho; nueve'),
    spokenPlus: 'más',
  },
  text: {
    stopWords:
      'el la los las un una unos unas y o u de del al a en con por para que se me te le lo les nos mi mis tu tus su sus es son era soy eres estoy está están este esta esto ese esa eso yo tú usted él ella nosotros ellos muy tan algo ya hay ha he han si como más también pues',
    commonWords:
      'no sí qué cuándo dónde cómo cuánto quién por qué quiero quisiera necesito puedo puede tengo tiene tienen gracias hola buenos buenas días tardes noches mañana hoy cita turno reservar hora día semana lunes martes miércoles jueves viernes sábado domingo favor dolor muela médico doctor doctora precio cuesta abierto cerrado bien bueno perfecto claro vale pero otra otro hacer cambiar cancelar sería podría gustaría después antes próxima próximo llamo nombre ayuda dientes limpieza están ahora aquí nada todo estar ver pedir marido esposo esposa hijo hija niño niña mamá papá ayer anoche llevar comer tarde temprano ir venir vengo voy mejor vez nos vemos hasta luego adiós sé cuál dónde queda abren cierran hay algo también siempre nunca roto rompió arregla reparar calefacción caldera aire acondicionado enfría calienta agua fría caliente técnico visita presupuesto seguro efectivo tarjeta estacionamiento aparcamiento dirección horario porfa mándame llámame llámeme fiebre espalda cabeza rodilla diente sangre urgente kiero q xq pa',
    endings:
      's es a o as os e ar er ir ando iendo ado ada ados adas ido ida an en amos emos imos ción ciones mente ito ita itos itas é ó í aba ía aron ieron aré ará aría n r do da ndo',
    abbreviations:
      'sr sra srta srs dr dra drs lic ing prof av avda c núm num no art pág tel ext dpto depto apto esq ud uds vd vds p.ej ej aprox máx mín lun mar mié jue vie sáb dom ene feb abr jun jul ago sept oct nov dic ee.uu d dña',
    endingAbbreviations: 'etc a.m p.m am pm h hs ee.uu s.a s.l',
    negators: 'no ni nunca jamás sin tampoco nada ningún ninguna ninguno',
    at: 'arroba',
    dot: 'punto',
    dash: 'guion|guión|guion medio',
    underscore: 'guion bajo|guión bajo|subguion|underscore',
    currencies: {
      'dólar|dólares|usd|$|us$': 'USD',
      'euro|euros|eur|€': 'EUR',
      'peso|pesos|mxn': 'MXN',
      'sol|soles': 'PEN',
      'libra|libras': 'GBP',
    },
    letters: 'abcdefghijklmnñopqrstuvwxyz',
  },
}
