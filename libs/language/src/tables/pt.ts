import { CLOCK_RULES, counting, DATE_RULES, list, TIME_RULES } from './shared.ts'
import type { LanguageTable } from './table.ts'

/** Portuguese. A table, so longer than a file of code may be. */
export const portuguese: LanguageTable = {
  language: 'pt',
  calendar: {
    cardinals: {
      ...counting(
        0,
        'zero; um|uma; dois|duas; três|tres; quatro; cinco; seis; sete; oito; nove; dez; onze; doze; treze; catorze|quatorze; quinze; dezesseis|dezasseis; dezessete|dezassete; dezoito; dezenove|dezanove; vinte',
      ),
      trinta: 30,
      quarenta: 40,
      cinquenta: 50,
      sessenta: 60,
      setenta: 70,
      oitenta: 80,
      noventa: 90,
      'cem|cento': 100,
      'duzentos|duzentas': 200,
      'trezentos|trezentas': 300,
      'quatrocentos|quatrocentas': 400,
      'quinhentos|quinhentas': 500,
      'seiscentos|seiscentas': 600,
      'setecentos|setecentas': 700,
      'oitocentos|oitocentas': 800,
      'novecentos|novecentas': 900,
      mil: 1000,
      'milhão|milhões': 1_000_000,
    },
    ordinals: counting(1, 'primeiro|1o; segundo; terceiro; quarto; quinto; sexto; sétimo; oitavo; nono; décimo'),
    numberJoiners: 'e',
    weekdays: counting(
      1,
      `segunda-feira|segunda feira|segunda|seg|segundas; terça-feira|terça feira|terça|ter|terças; quarta-feira|quarta feira|quarta|qua|quartas; quinta-feira|quinta feira|quinta|qui|quintas;
      sexta-feira|sexta feira|sexta|sex|sextas; sábado|sab|sábados; domingo|dom|domingos`,
    ),
    months: counting(
      1,
      'janeiro|jan; fevereiro|fev; março; abril|abr; maio; junho|jun; julho|jul; agosto|ago; setembro|set; outubro|out; novembro|nov; dezembro',
    ),
    dayOffsets: {
      'hoje|hoje mesmo|ainda hoje': 0,
      'amanhã|amanha': 1,
      'depois de amanhã|depois da manhã': 2,
      ontem: -1,
      anteontem: -2,
    },
    dayOffsetParts: {
      'esta manhã|hoje de manhã|hoje pela manhã': [0, 'morning'],
      'esta tarde|hoje à tarde|hoje de tarde': [0, 'afternoon'],
      'esta noite|hoje à noite|hoje de noite': [0, 'night'],
      'ontem à noite': [-1, 'night'],
    },
    units: {
      'minuto|minutos|min': 'minute',
      'hora|horas': 'hour',
      'dia|dias': 'day',
      'semana|semanas': 'week',
      'mês|meses': 'month',
      'ano|anos': 'year',
    },
    spans: {
      'uma semana': [1, 'week'],
      'um dia': [1, 'day'],
      'um mês': [1, 'month'],
      'uma hora': [1, 'hour'],
      'meia hora': [30, 'minute'],
      'umas duas semanas': [2, 'week'],
      'uns dois dias': [2, 'day'],
      'hora e meia|uma hora e meia': [90, 'minute'],
      'duas semaninhas': [2, 'week'],
    },
    dayParts: {
      'manhã|manhãs|cedo|cedinho|parte da manhã|período da manhã': 'morning',
      'parte da tarde|período da tarde|tardinha|início da tarde|começo da tarde': 'afternoon',
      'fim da tarde|final da tarde|fim de tarde|final do dia|fim do dia': 'evening',
      'período da noite|parte da noite': 'night',
    },
    hourParts: {
      'am|a.m.|a.m': 'am',
      'pm|p.m.|p.m': 'pm',
      'da manhã|de manhã|pela manhã|na manhã': 'morning',
      'da tarde|à tarde|a tarde|de tarde|pela tarde|na tarde': 'afternoon',
      'da noite|à noite|a noite|de noite|pela noite': 'night',
      'da madrugada|de madrugada': 'am',
    },
    clockWords: { 'meio-dia|meio dia|ao meio-dia|ao meio dia': '12:00', 'meia-noite|meia noite|à meia-noite': '00:00' },
    senses: {
      at: 'às|as|à|a|ao|aos|pelas|pela|por volta das|por volta da|por volta de|lá pelas|para as|pras|pra|para a|das|umas|é às|lá para as|na hora',
      approximately: 'por volta de|mais ou menos|aproximadamente|umas|cerca de|tipo',
      after: 'depois das|depois da|a partir das|a partir da|após as|após às|após a|desde as|depois do',
      before: 'antes das|antes da|até as|até às|até a|antes do|no máximo até as',
      between: 'entre as|entre a|entre',
      from: 'das|da|de|desde as|dàs',
      to: 'às|as|à|até as|até às|até|a',
      and: 'e|e as|e a',
      the: 'o|os|no|na',
      of: 'de|do|da|deste|em',
      on: 'na|no|em|para|pra|da|do|a|o',
      in: 'em|daqui a|dentro de|daqui|daqui há',
      later: 'depois|mais tarde|a partir de hoje',
      this: 'este|esta|nesta|neste|essa|nessa',
      next: 'próximo|próxima|na próxima|no próximo|a próxima',
      nextAfter: 'que vem|próxima|próximo|seguinte|da semana que vem|que entra',
      nearest: 'a primeira',
      last: 'último|última|na última',
      lastAfter: 'passado|passada',
      thisWeek: 'esta semana|essa semana|nesta semana|nessa semana|desta semana|dessa semana',
      nextWeek:
        'semana que vem|a semana que vem|na semana que vem|próxima semana|a próxima semana|na próxima semana|da próxima semana|da semana que vem|semana próxima|semana seguinte|outra semana',
      afterNextWeek: 'semana retrasada que vem',
      thisMonth: 'este mês|deste mês|desse mês|do mês corrente|neste mês|do corrente',
      nextMonth:
        'próximo mês|no próximo mês|do próximo mês|mês que vem|do mês que vem|no mês que vem|mês seguinte|do mês seguinte',
      weekend:
        'fim de semana|final de semana|este fim de semana|neste fim de semana|nesse fim de semana|fds|este final de semana|nesse final de semana',
      nextWeekend:
        'próximo fim de semana|próximo final de semana|fim de semana que vem|final de semana que vem|no próximo fim de semana',
      dayWord: 'dia|no dia|o dia',
      ago: 'atrás|há',
      half: 'meia',
      quarter: 'um quarto|quarto',
      hourMark: 'h|hs|hr|hrs|horas|hora|em ponto|hrs.',
      minutes: 'minutos|minuto|min',
      greeting:
        'bom dia|boa tarde|boa noite|tenha um bom dia|tenha uma boa tarde|tenha uma boa noite|mais tarde|muito tarde|por hoje|é só por hoje|por hoje é só|hoje não',
      counted:
        'pessoas|pessoa|crianças|reais|real|dólares|euros|opções|vezes|anos|consultas|pacientes|adultos|por cento|%|r$|$|€|deles|delas|quilos|km|coisas|perguntas|semanas|semana',
      notADate:
        'opção|opções|vez|consulta|médico|médica|dentista|horário|pessoa|andar|disponível|visita|pergunta|via|parte|chance|tentativa|dose',
    },
    clockRules: [
      ...CLOCK_RULES,
      ['hour:h =e half', 'past', { m: 30 }],
      ['hour:h =e quarter', 'past', { m: 15 }],
      ['hour:h =menos quarter', 'to', { m: 15 }],
      ['hour:h =menos minute:m minutes?', 'to'],
      ['hour:h =e minute:m minutes?', 'past'],
      ['quarter ~=para|=pra ~=as|=a|=o hour:h', 'to', { m: 15 }],
      ['minute:m minutes? ~=para|=pra ~=as|=a|=o hour:h', 'to'],
      ['minute:m minutes? ~=pras|=pra hour:h', 'to'],
      ['minute:m minutes? ~=para|=pra ~=o|=a clockWord', 'to', { h: 12 }],
      ['hour:h hourMark', 'past'],
      ['hour:h hourMark =e half', 'past', { m: 30 }],
      ['hour:h hourMark =e? minute:m minutes|=m?', 'past'],
      ['hour:h fullMinute:m', 'bare_minutes'],
      ['clockWord:c =e half', 'word_half'],
      // The last of equals counts: a leading zero is an hour of the night or the morning.
      ['zeroHour:h hourMark minute?:m', 'exact'],
    ],
    rules: [
      ...DATE_RULES,
      ...TIME_RULES,
      ['~=no? =dia day:d', 'day'],
      ['=dia ordinal:d', 'day'],
      ['weekday:w comma? =dia day:d', 'weekday_day'],
      ['=de =hoje =a =oito', 'offset', { n: 7 }],
      ['=de =hoje =a count:n unit:u', 'in'],
    ],
    nextWeekday: 'nearest',
    dayFirst: true,
    weekStart: 1,
  },
  phrases: {
    yes: list(
      `sim; siim+; s; claro( que sim)?; com certeza; certeza; certo; ok; okay; beleza; blz; tá( bom| bem| ok| certo| ótimo)?; ta( bom| bem| ok| certo)?; está (bem|bom|certo|ótimo|correto); pode ser; pode( sim| marcar| confirmar| agendar| reservar)?; isso( mesmo| aí)?; exato; exatamente; perfeito; ótimo; otimo; excelente; correto; confirmo; confirmado; confirma(r)?; combinado; fechado; bora; vamos; quero( sim)?; aceito; por favor; positivo; uhum; aham; é isso( mesmo| aí)?; é sim; sem problema*; de acordo; concordo; maravilha; show; legal; bom; bem; muito bem; tudo (bem|certo|ok|correto); serve; me serve; funciona; fica (bom|ótimo|perfeito); de boa; lógico; obviamente; afirmativo; yes`,
    ),
    no: list(
      `não; nao; n; não obrigad[oa]; de jeito nenhum; de modo algum; nunca; jamais; negativo; nem pensar; melhor não; ainda não; agora não; hoje não; não (posso|quero|preciso|dá|da|pode|serve|está certo|é isso|é|gostei|gosto|consigo|vai dar|acho|tenho interesse|me serve); não está (certo|correto|bom); errado; incorreto; cancela; esquece; deixa( pra lá)?; nada( mais)?; nenhum; nenhuma; nem`,
    ),
    unsure: list(
      `não sei; nao sei; não tenho certeza; talvez; quem sabe; depende; deixa eu (ver|pensar); deixe-me (ver|pensar); vou (ver|pensar); preciso (pensar|ver); mais tarde; depois; espera; espere; peraí; um momento; só um (momento|minuto); não faço ideia; sei lá; acho que (sim|não) sei; eu acho; pode ser que`,
    ),
    yesAnywhere: list(
      `(parece|está|fica|tá|é|seria) (muito )?(bom|ótimo|perfeito|bem|excelente|certo); (é|está) (perfeito|correto|ótimo); pode (marcar|confirmar|agendar|reservar); quero (esse|essa|este|esta|sim|marcar); eu (quero|aceito|confirmo); serve (para|pra) mim; me (serve|atende)`,
    ),
    noAnywhere: list(
      `não (dá|posso|quero|preciso|serve|funciona|consigo|gostei|gosto|está certo|é isso|pode); (é|era|seria) (só )?isso; só isso; nada mais; em vez disso; já não; não precisa`,
    ),
    fillers: list(
      `ah; eh; é; bom; bem; então; hum+; hm+; olha; olá; oi; por favor; obrigad[oa]; muito obrigad[oa]; desculpe; desculpa; e; tipo; ué; nossa; poxa`,
    ),
    but: list('mas; porém; só que; exceto; menos; embora; contudo'),
    thanks: list('obrigad*; obg; brigad*; valeu; vlw; agradeço; agradecid*; grat[oa]; muito gentil'),
    greetings: list('olá; oi; oie; oii+; bom dia; boa tarde; boa noite; e aí; tudo bem; opa; saudações; alô'),
    goodbyes: list(
      `tchau; tchauzinho; adeus; até (logo|mais|breve|amanhã|a próxima|lá|então|já); (tenha|tenham) (um|uma) (bom|boa|ótimo|ótima|excelente|lindo|linda) (dia|tarde|noite|semana|fim|final); um abraço; abraços; fique com deus; a gente se vê; nos vemos; bom (dia|fim de semana|descanso) (para|pra) (você|vocês)`,
    ),
    enough: list(
      `(é|era) só isso; só isso; isso é tudo; é tudo; mais nada; nada mais; não preciso de mais nada; por hoje é só; por enquanto é só; é só`,
    ),
    human: list(
      `(falar|conversar|falo|fala|me passa|passar|passe|transfere|transferir|transfira|me transfere|me conecta) (com|para|pra) (um|uma|o|a|algum|alguma|alguém|seu|sua)( pessoa| humano| atendente| agente| representante| gerente| responsável| supervisor*| recepcionista| ser humano| operador*| dono| dona| real| de verdade)?; (um|uma) (pessoa|humano|atendente|agente|ser humano) (real|de verdade|por favor|humano|humana|de carne e osso); (quero|preciso|prefiro|gostaria|queria) (de )?(um|uma|falar com|o|a) (pessoa|humano|atendente|agente|gerente|alguém|supervisor*|representante|ser humano); (atendente|pessoa|humano|agente) por favor; atendimento humano; atendimento ao cliente; ^ ?(humano|atendente|agente|pessoa|operador|gerente) ?$; alguém (pode|poderia) me (ligar|atender|ajudar); tem alguém aí; não (com )?(um )?(robô|bot|máquina)`,
    ),
    bot: list(
      `(você|voce|vc|tu|o senhor|a senhora) (é|e|és) (um |uma )?(bot|robô|robo|máquina|maquina|ia|inteligência artificial|pessoa|humano|humana|real|pessoa real|ser humano|programa|computador|chatbot|atendente virtual|de verdade|automátic*); (estou|tô|to) (falando|conversando|escrevendo) com (um|uma) (bot|robô|robo|máquina|pessoa|humano|ia|computador); (isso|isto|este|esse|aqui) é (um |uma )?(bot|robô|robo|máquina|automático|ia|gravação|pessoa); (bot|robô|robo|humano|pessoa) ou (um |uma )?(bot|robô|robo|humano|pessoa|máquina); com quem (estou falando|falo|eu falo); é (um |uma )?(robô|robo|bot|máquina|ia|pessoa)`,
    ),
    repeat: list(
      `(pode|poderia|podes) (repetir|falar de novo|dizer de novo); repete; repita; de novo por favor; outra vez por favor; como (é|disse|assim); o que (você )?disse; não (te |lhe |o )?(entendi|ouvi|escutei|entendo|compreendi); ^ ?(quê|o quê|como|hã|oi|perdão|desculpe) ?$; fala de novo; mais uma vez`,
    ),
    alternatives: list(
      `outr[oa]s? (opção|opções|hora|horas|horário|horários|dia|dias|data|datas|médic*|dentista|lugar|salão|clínica|pessoa|profissional|alternativa*|momento|consulta|vaga); (algum|alguma|tem|há|qualquer|mais|quero|prefiro|qual|um|uma) outr[oa]s?; alternativ*; algo (mais|diferente|antes); alguém mais; (um|uma|algo) diferente; mais (opções|cedo|tarde|perto|barato); quem mais; o que mais (tem|há); em outro (lugar|momento)`,
    ),
    questions: list(
      `o que; que horas; qual; quais; quando; onde; aonde; quem; como; quanto; quanta; quantos; quantas; por que; ^ ?porque; (pode|poderia|podem|podes|consegue) (me )?(dizer|dar|informar|falar|ajudar|explicar|passar); gostaria de saber; queria saber; quero saber; vocês (têm|tem|fazem|atendem|aceitam|abrem|oferecem|estão); tem (algum|alguma|vaga|horário|como|disponib*); há (algum|alguma); me (diz|diga|fala|informa); é possível; dá para; dá pra; está(ão)? (aberto*|disponível)`,
    ),
    stopAlways: list(
      'pare; parar; sair da lista; descadastrar; descadastrar-me; me descadastre; cancelar inscrição; cancelar assinatura; não quero receber mensagens; não quero mais receber mensagens; não quero mais mensagens; não me mande mais mensagens; não me mandem mais mensagens; não me envie mais mensagens; não me contate; não me contatem; pare de me enviar mensagens; pare de mandar mensagens; remover da lista; me remova; me tire da lista; não me escreva mais; parem',
    ),
    stopWhenIdle: list('cancelar; sair; terminar; fim; chega; encerrar'),
    start: list('iniciar; começar; retomar; inscrever; voltar; reativar'),
    refusals: list(
      `(já )?não (preciso|quero|necessito|desejo|vou precisar|vou querer|gostaria|tenho interesse)( mais)?( de| da| do| em| na| no| fazer)?; esquece( de| da| do| o| a)?; esqueça( de| da| do| o| a)?; deixa( pra lá)?( o| a)?; deixe( o| a)?; não precisa( mais)?( de| da| do)?; dispenso; dispensa; não é (mais )?(necessário|necessária)`,
    ),
    refusalTails: list(
      'mais; por enquanto; obrigad[oa]; por favor; agora; hoje; de jeito nenhum; no momento; afinal; não; também; muito obrigad[oa]; por ora',
    ),
    refusalsAfter: list(
      'não (é|são) mais (necessári[oa]s?|precis[oa]s?); não (é|são) (necessári[oa]s?); (eu )?não (quero|preciso) mais ?$',
    ),
    corrections: list(
      `(eu )?quis dizer; queria dizer; quero dizer; na verdade; ou melhor; melhor (dizendo|no|na|às|para)?; desculpe; desculpa; perdão; me enganei; errei; me confundi; corrigindo; correção; (muda|mude|troca|troque|altera|altere)( para| pra| por)?; mudar (para|pra|por); que seja; (eu )?disse; (eu )?falei; não é; espera não; aliás; digo; opa`,
    ),
    not: list('não; nao; não é; não no; não na; não às; em vez de; ao invés de; não dia; não para'),
    instead: list('mas; mas sim; sim; e sim; é; são; quero; melhor; pra; era'),
    frustration: list(
      `ridículo; terrível; horrível; péssim[oa]; inútil; inúteis; frustra*; irritad[oa]; irritante; chatead[oa]; raiva; furios[oa]; brav[oa]; cansad[oa] de; de saco cheio; saco; inaceitável; absurdo; vergonha; vergonhos[oa]; estúpid[oa]; idiota*; imbecil; burr[oa]; incompeten*; perda de tempo; perdendo (o |meu )?tempo; merda; porra; caralho; droga; bosta; maldit[oa]; lixo; não (serve|servem) (para|pra) nada; não (está|tá|estão) (me )?(entendendo|ouvindo|ajudando|escutando); reclamação; reclamar; decepcion*; palhaçada; brincadeira (isso|né)?; pelo amor de deus; o pior; a pior; que (absurdo|raiva|saco|merda|droga); nunca mais; tô (irritad[oa]|put[oa])`,
    ),
    already: list(
      `já (te |lhe |o )?(disse|falei|expliquei|respondi|informei|mandei|enviei|passei|dei|mencionei|perguntei|contei); acabei de (dizer|falar|responder|explicar); como (eu )?(já )?(disse|falei); quantas vezes; de novo isso; (pela|a) (segunda|terceira|enésima|última|milésima) vez; você já (perguntou|me perguntou); estou repetindo; repetir (a mesma|o mesmo|tudo); sempre (a mesma|o mesmo)`,
    ),
    nameOpenings: list(
      'meu nome é; meu nome; me chamo; chamo-me; eu sou; sou; sou o; sou a; aqui é; aqui é o; aqui é a; nome; o nome é; em nome de; no nome de; pode me chamar de; quem fala é; meu nome completo é',
    ),
    titles: list('senhor; senhora; sr; sra; srta; dona; seu; doutor; doutora; dr; dra; o; a'),
    notNames: list(
      `espere; espera; melhor; momento; segundo; minuto; antes; depois; qualquer; então; hum; ah; oh; bem; pois; sim; não; ok; oi; olá; obrigado; obrigada; por; favor; bem; bom; boa; os; as; um; uma; de; do; da; e; ou; que; com; para; pra; em; é; sou; estou; era; quero; queria; gostaria; preciso; posso; tenho; consulta; horário; hora; dia; cliente; paciente; novo; nova; eu; você; vocês; meu; minha; me; te; se; muito; mais; mas; como; quando; onde; quem; quanto; perfeito; correto; claro; certo; médico; dentista; telefone; número; email; nome; aqui; já; pessoa; humano; atendente; alérgico; alérgica; diabético; diabética; amanhã; hoje; urgente; ajuda; dor; outro; outra; nada; tudo; tchau; cancelar; mudar; marcar; agendar; ninguém; alguém; no; na; ao; isso; beleza; tá; só; robô`,
    ),
  },
  phone: {
    digits: counting(0, 'zero; um|uma; dois|duas; três|tres; quatro; cinco; seis|meia; sete; oito; nove'),
    double: 'duplo|dobrado',
    triple: 'triplo',
    quadruple: 'quádruplo',
    plurals: { zeros: 0, uns: 1, quatros: 4, cincos: 5, meias: 6, setes: 7, oitos: 8, noves: 9 },
    plus: 'mais|+',
    fillers: 'depois|aí|e depois',
    cues: 'telefone|número|numero|celular|cel|ligar|liga|ligue|tel|whatsapp|zap|contato|fone|me liga',
    otherCues:
      'preço|custa|custam|pago|pagar|paguei|pedido|fatura|nota|id|cpf|rg|conta|cartão|referência|código|codigo|reserva|cep|orçamento|ano|data|passaporte|protocolo|carteirinha|matrícula|boleto|quarto|nif|contribuinte|utente|nib|iban',
    spokenDigits: list('zero; um; dois; três; quatro; cinco; meia; sete; oito; nove'),
    spokenPlus: 'mais',
  },
  text: {
    stopWords:
      'o a os as um uma uns umas e ou de do da dos das no na nos nas ao à em com por pelo pela para pra que se me te lhe lo meu minha seu sua nosso é são era sou estou está estão este esta isso esse essa isto eu você vocês ele ela nós eles muito tão algo já há tem se como mais também pois aí lá',
    commonWords:
      'não sim qual quando onde quanto quem porque quero queria gostaria preciso posso pode tenho têm obrigado obrigada olá oi bom boa dia tarde noite amanhã hoje consulta marcar agendar horário hora semana segunda terça quarta quinta sexta sábado domingo feira favor dor dente médico médica doutor doutora preço custa aberto fechado bem perfeito claro mas outra outro fazer mudar cancelar seria poderia depois antes próxima próximo nome ajuda limpeza agora aqui nada tudo fica você meia vocês então ainda tô tá ser até vcs vc abrem fecham chamo marido esposa mulher filho filha mãe pai ontem levar comer tarde cedo ir vir venho vou melhor vez logo tchau adeus sei qual fica algo alguém também sempre nunca partiu quebrou conserta arranjar aquecimento caldeira ar condicionado arrefece aquece água fria quente técnico visita orçamento seguro dinheiro cartão estacionamento morada endereço horários jeito dá ligue ligar febre costas cabeça joelho sangue urgente muito muita isso isto esse essa aquele minha meu pra pro',
    endings:
      's es a o as os e ar er ir ando endo indo ado ada ados adas ido ida am em amos emos imos ção ções mente inho inha ei ou ava ia aram eram arei ará aria m r do da ndo ões ão ns',
    abbreviations:
      'sr sra srta dr dra drs prof profa av r pça nº núm n art pág tel ramal apto ap ed esq ex aprox máx mín seg ter qua qui sex sáb dom jan fev mar abr mai jun jul ago set out nov dez ltda d',
    endingAbbreviations: 'etc a.m p.m am pm h hs hrs s.a ltda',
    negators: 'não nao nem nunca jamais sem nada nenhum nenhuma tampouco',
    at: 'arroba',
    dot: 'ponto',
    dash: 'hífen|traço|hifen|tracinho',
    underscore: 'underline|sublinhado|underscore|traço baixo',
    currencies: {
      'real|reais|r$|brl|conto|contos': 'BRL',
      'dólar|dólares|usd|$|us$': 'USD',
      'euro|euros|eur|€': 'EUR',
      'libra|libras': 'GBP',
    },
    letters: 'abcdefghijklmnopqrstuvwxyz',
  },
}
