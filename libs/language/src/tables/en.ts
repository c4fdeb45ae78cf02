import { CLOCK_RULES, list, TIME_RULES } from './shared.ts'
import type { LanguageTable } from './table.ts'

/** English. A table, so longer than a file of code may be. */
export const english: LanguageTable = {
  language: 'en',
  calendar: {
    cardinals: {
      zero: 0,
      one: 1,
      two: 2,
      three: 3,
      four: 4,
      five: 5,
      six: 6,
      seven: 7,
      eight: 8,
      nine: 9,
      ten: 10,
      eleven: 11,
      twelve: 12,
      thirteen: 13,
      fourteen: 14,
      fifteen: 15,
      sixteen: 16,
      seventeen: 17,
      eighteen: 18,
      nineteen: 19,
      twenty: 20,
      thirty: 30,
      'forty|fourty': 40,
      fifty: 50,
      sixty: 60,
      seventy: 70,
      eighty: 80,
      'ninety|ninty': 90,
      hundred: 100,
      thousand: 1000,
      million: 1_000_000,
    },
    ordinals: {
      first: 1,
      second: 2,
      third: 3,
      fourth: 4,
      fifth: 5,
      sixth: 6,
      seventh: 7,
      eighth: 8,
      'ninth|nineth': 9,
      tenth: 10,
      eleventh: 11,
      'twelfth|twelveth': 12,
      thirteenth: 13,
      fourteenth: 14,
      fifteenth: 15,
      sixteenth: 16,
      seventeenth: 17,
      eighteenth: 18,
      nineteenth: 19,
      twentieth: 20,
      thirtieth: 30,
    },
    numberJoiners: 'and',
    weekdays: {
      'monday|mon|mondays|mon.': 1,
      'tuesday|tues|tue|tuesdays|tues.|tue.|tuseday|teusday': 2,
      'wednesday|wed|weds|wensday|wednsday|wednesdays|wed.|wendsday': 3,
      'thursday|thurs|thur|thu|thursdays|thurs.|thur.|thu.|thrusday|thusday': 4,
      'friday|fri|fridays|fri.|firday': 5,
      'saturday|sat|saturdays|sat.|saterday': 6,
      'sunday|sun|sundays|sun.': 7,
    },
    months: {
      'january|jan|jan.': 1,
      'february|feb|feb.|febuary|febrary': 2,
      'march|mar|mar.': 3,
      'april|apr|apr.': 4,
      may: 5,
      'june|jun|jun.': 6,
      'july|jul|jul.': 7,
      'august|aug|aug.': 8,
      'september|sept|sep|sept.|sep.': 9,
      'october|oct|oct.': 10,
      'november|nov|nov.': 11,
      'december|dec|dec.': 12,
    },
    dayOffsets: {
      'today|later today': 0,
      'tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|the next day|the following day': 1,
      'day after tomorrow|overmorrow|day after tmrw': 2,
      yesterday: -1,
      'day before yesterday': -2,
    },
    dayOffsetParts: {
      'this morning': [0, 'morning'],
      'this afternoon': [0, 'afternoon'],
      'this evening|tonight|tonite': [0, 'evening'],
      'last night': [-1, 'night'],
    },
    units: {
      'minute|minutes|min|mins': 'minute',
      'hour|hours|hr|hrs': 'hour',
      'day|days': 'day',
      'week|weeks|wk|wks': 'week',
      'month|months': 'month',
      'year|years': 'year',
    },
    spans: {
      'a minute': [1, 'minute'],
      'an hour': [1, 'hour'],
      'half an hour|half hour|a half hour': [30, 'minute'],
      'an hour and a half': [90, 'minute'],
      'a day': [1, 'day'],
      'a week|one week': [1, 'week'],
      'a fortnight|fortnight': [2, 'week'],
      'a couple of weeks|couple of weeks|couple weeks': [2, 'week'],
      'a couple of days|couple of days|couple days': [2, 'day'],
      'a couple of hours|couple of hours': [2, 'hour'],
      'a month': [1, 'month'],
    },
    dayParts: {
      'morning|mornings|forenoon': 'morning',
      'afternoon|afternoons|lunchtime': 'afternoon',
      'evening|evenings': 'evening',
      'night|nighttime': 'night',
    },
    hourParts: {
      'am|a.m.|a.m|a m': 'am',
      'pm|p.m.|p.m|p m': 'pm',
      'in the morning|in morning|of the morning|in the mornings': 'morning',
      'in the afternoon|in afternoon|of the afternoon|in the afternoons|after noon|in the after noon': 'afternoon',
      'in the evening|in evening|of the evening|in the evenings': 'evening',
      'at night|in the night': 'night',
    },
    clockWords: { 'noon|midday|mid-day|twelve noon|12 noon|high noon': '12:00', midnight: '00:00' },
    senses: {
      at: 'at|@|by|around|about|for|at around|at about|for around|make it|until|till',
      approximately: 'around|about|approximately|roughly|exactly|like|say|maybe|circa',
      after: 'after|from|past|later than|any time after|anytime after',
      before: 'before|by|earlier than|no later than',
      between: 'between',
      from: 'from',
      to: 'to|till|until|through|thru',
      and: 'and',
      the: 'the',
      of: 'of|in',
      on: 'on|for|by',
      in: 'in|within|after',
      this: 'this|the current',
      next: 'next|nxt|the next|the following|following',
      coming: 'coming|this coming|the coming|upcoming|this upcoming',
      last: 'last|past|the last',
      half: 'half',
      quarter: 'quarter',
      past: 'past|after',
      before_hour: 'to|before|till|of|til',
      oclock: "o'clock|o clock|oclock|o'clk|o\"clock|oclok",
      weekend: 'weekend|the weekend',
      now: 'now|today',
      ago: 'ago',
      minutes: 'minutes|minute|mins|min',
      counted:
        'people|persons|person|adults|kids|children|dollars|bucks|euros|pounds|shekels|percent|%|stars|times|appointments|patients|miles|km|options|rooms|units|degrees|mg|years old|of us|more|other|others|different|$|€|£',
      good: 'good|have a good|have a great|have a nice|have a lovely|have a wonderful|great|nice|lovely|wonderful|a good|a great|a nice|the rest of your',
      closing:
        "that's all|that is all|that will be all|that'll be all|all i need|everything i need|all i needed|everything|that's it|that is it|that was it|all the help i need|all the help i needed|helping me|your help|that will do|nothing else|thank you|thanks",
      all: 'all|everything|it',
      every: 'every|my|his|her|a',
      notADate:
        'one|ones|option|available|appointment|time|slot|doctor|dentist|salon|opening|visit|place|question|thing|floor|choice|person|name|street|st|avenue|ave|floor|road|grade',
    },
    clockRules: [
      ...CLOCK_RULES,
      ['half past hour:h oclock?', 'past', { m: 30 }],
      ['half hour:h', 'past', { m: 30 }],
      ['quarter past hour:h oclock?', 'past', { m: 15 }],
      ['quarter before_hour hour:h oclock?', 'to', { m: 15 }],
      ['=three =quarters past hour:h', 'past', { m: 45 }],
      ['minute:m minutes? past hour:h', 'past'],
      ['minute:m minutes before_hour hour:h', 'to'],
      ['=five before_hour hour:h', 'to_bare', { m: 5 }],
      ['=ten before_hour hour:h', 'to_bare', { m: 10 }],
      ['=twenty before_hour hour:h', 'to_bare', { m: 20 }],
      ['hour:h oclock', 'past'],
      ['hour:h =oh|=o minute:m', 'past'],
      ['hour:h fullMinute:m', 'bare_minutes'],
      ['half|quarter past =noon|=midday', 'past', { h: 12, m: 30 }],
    ],
    rules: [
      ...TIME_RULES,
      ['dayOffset:n', 'offset'],
      ['~the? ordinal:d of? month:month', 'day_month'],
      ['~the? ordinal:d of? month:month comma? year:y', 'day_month'],
      ['day:d of? month:month', 'day_month'],
      ['day:d of? month:month comma? year:y', 'day_month'],
      ['month:month the? ordinal:d', 'day_month'],
      ['month:month the? ordinal:d comma? year:y', 'day_month'],
      ['month:month day:d', 'day_month'],
      ['month:month day:d comma? year:y', 'day_month'],
      ['~the? ordinal:d of this =month', 'day_of_month', { offset: 0 }],
      ['~the? ordinal:d of next =month', 'day_of_month', { offset: 1 }],
      ['~the day:d of this =month', 'day_of_month', { offset: 0 }],
      ['the ordinal:d', 'day'],
      ['~on digitOrdinal:d', 'day'],
      ['digitOrdinal:d', 'day_bare'],
      ['weekday:w comma? the? digitOrdinal:d', 'weekday_day'],
      ['weekday:w comma? the ordinal:d', 'weekday_day'],
      ['this|next|coming weekday:w comma? the? digitOrdinal:d', 'weekday_day'],
      ['this|next|coming weekday:w comma? the ordinal:d', 'weekday_day'],
      ['this|next|coming weekday:w comma? the? ordinal|day:d of? month:month', 'day_month'],
      ['this|next|coming weekday:w comma? month:month the? ordinal|day:d', 'day_month'],
      ['weekday:w comma? the? ordinal|day:d of? month:month', 'day_month'],
      ['weekday:w comma? the? ordinal|day:d of? month:month comma? year:y', 'day_month'],
      ['weekday:w comma? month:month the? ordinal|day:d', 'day_month'],
      ['weekday:w comma? month:month the? ordinal|day:d comma? year:y', 'day_month'],
      ['dayOffset comma? the? ordinal|day:d of? month:month', 'day_month'],
      ['dayOffset comma? month:month ordinal|day:d', 'day_month'],
      ['dayOffset comma? the digitOrdinal:d', 'day'],
      ['dateLiteral:l', 'literal'],
      ['weekday comma? dateLiteral:l', 'literal'],
      ['weekday:w', 'weekday', { which: 'bare' }],
      ['this weekday:w', 'weekday', { which: 'this' }],
      ['coming weekday:w', 'weekday', { which: 'nearest' }],
      ['next weekday:w', 'weekday', { which: 'next' }],
      ['weekday:w =next', 'weekday', { which: 'next' }],
      ['last weekday:w', 'weekday', { which: 'last' }],
      ['~from? weekday:a to|dash weekday:b', 'weekday_range'],
      ['clock:c =ish', 'time'],
      ['~at? ~approximately? clock:c ~=ish', 'time'],
      ['clock:c >dayOffset', 'time'],
      ['=one >dayOffset', 'nothing'],
      ['weekday:w comma? ~of? this =week', 'weekday', { which: 'this_week' }],
      ['weekday:w comma? ~of? next =week', 'weekday', { which: 'next_week' }],
      ['this =week comma? on? weekday:w', 'weekday', { which: 'this_week' }],
      ['next =week comma? on? weekday:w', 'weekday', { which: 'next_week' }],
      ['weekday:w =week', 'weekday', { which: 'week_after' }],
      ['weekday:w =after =next', 'weekday', { which: 'week_after' }],
      ['=the weekday:w =after =next', 'weekday', { which: 'week_after' }],
      ['=a =week =from weekday:w', 'weekday', { which: 'week_after' }],
      ['count:n unit:u =from|=after weekday:w', 'weeks_after_weekday'],
      ['span:s =from|=after weekday:w', 'weeks_after_weekday'],
      ['count:n unit:u =from|=after dayOffset:o', 'after_offset'],
      ['span:s =from|=after dayOffset:o', 'after_offset'],
      ['~the? ordinal:o weekday:w of month:month', 'nth_weekday'],
      ['~the? =last weekday:w of month:month', 'nth_weekday', { o: 5 }],
      ['~the? ordinal:o weekday:w of this =month', 'nth_weekday', { offset: 0 }],
      ['~the? ordinal:o weekday:w of next =month', 'nth_weekday', { offset: 1 }],
      ['~the? =last weekday:w of this =month', 'nth_weekday', { o: 5, offset: 0 }],
      ['=a =week =on weekday:w', 'weekday', { which: 'week_after' }],
      ['=a =week =from =tomorrow', 'offset', { n: 8 }],
      ['=a =week =from =today', 'offset', { n: 7 }],
      ['in count:n unit:u', 'in'],
      ['in count:n unit:u ~at', 'in'],
      ['in span:s', 'in'],
      ['count:n unit:u =from now', 'in'],
      ['span:s =from now', 'in'],
      ['weekday:w in count:n unit:u', 'weekday_in'],
      ['in count:n unit:u comma? ~on weekday:w', 'weekday_in'],
      ['count:n unit:u ago', 'ago'],
      ['span:s ago', 'ago'],
      ['next unit:u', 'period', { offset: 1 }],
      ['this unit:u', 'period', { offset: 0 }],
      ['the unit:u =after =next', 'period', { offset: 2 }],
      ['this|on? weekend', 'weekend', { offset: 0 }],
      ['next weekend', 'weekend', { offset: 1 }],
      ['~in month:month', 'month'],
      ['next month:month', 'month'],
      // What looks like a date or a time and is none.
      ['at|after|before? count unit:u', 'nothing'],
      ['compact:k hourPart:p', 'compact'],
      ['~at compact:k', 'compact'],
      ['~at? compact:k =hours|=hrs|=h', 'compact'],
      ['at|after|before? count counted', 'nothing'],
      ['the ordinal notADate', 'nothing'],
      ['this|next|last|every? ordinal notADate', 'nothing'],
      ['good dayPart', 'nothing'],
      ['good =rest of =your|=the dayPart|dayOffset', 'nothing'],
      ['all =for =today', 'nothing'],
      ['closing =for =today|=now', 'nothing'],
      ['closing ~=for? ~=me? =today', 'nothing'],
      ['=not =today', 'nothing'],
      ['digitOrdinal notADate', 'nothing'],
      ['=for|=like|=find|=about =one', 'nothing'],
      ['number =of =them|=those|=these', 'nothing'],
      ['at =one =of', 'nothing'],
      ['at =one notADate', 'nothing'],
      ['between =one =and', 'nothing'],
    ],
    nextWeekday: 'next_week',
    dayFirst: false,
    weekStart: 1,
  },
  phrases: {
    yes: list(`yes; yeah; yea; yep; yup; ya; yess*; sure; sure thing; ok; okay; k; kk; okey; okie; alright; all right;
      correct; right; that(s| is) (right|correct|it exactly|true); exactly; indeed; absolutely; definitely;
      certainly; of course; affirmative; perfect; great; excellent; wonderful; terrific; awesome; fine; cool;
      please do; go ahead; confirm(ed)?; i confirm; agreed; deal; by all means; why not; no problem; no worries;
      totally; lets do (it|that); lets go; do it(?! on| at| for); book it(?! on| for| at| with| in); yes please; uh huh; mm hm+; mhm; true; y; for sure;
      sounds? (good|great|fine|perfect|prefect|ok|okay|alright|right|lovely|excellent|wonderful|awesome|correct);
      (that |this |it |all |everything )?(looks?|seems?|sounds?) (good|great|fine|right|correct|ok|okay|perfect|alright); nice; lovely; (that|it) is confirmed; i (certainly|definitely|surely|sure) (do|would|will|am); (yes )?i can make (that|it);
      that (works|will work|would work|will do|sounds|is fine|is good|is great|is perfect|is okay|is ok|is alright);
      that (would|will|ll|should) be (good|great|fine|perfect|lovely|ok|okay|nice|alright|wonderful);
      thats (fine|good|great|perfect|okay|ok|alright|cool|all right|excellent|wonderful|awesome|nice);
      thatll (do|work|be (fine|great|good|perfect)); it (works|is fine|is good|is correct|is right|is);
      its (fine|good|great|perfect|okay|ok|correct|right); works for me; ^ ?i (do|would|will|am|did) ?$; i (agree|accept);
      id (like|love) (that|to|it); i would (like|love) (that|it|to); very well; good; super; happy with that;
      you got it; everything (is|looks) (right|correct|good|fine); all (is )?(good|correct|right); si;
      no objections?`),
    no: list(`no; nope; nah; na; noo+; not really; not at (this|the) (time|moment); at the moment none; not at all;
      not (today|now|yet|quite|exactly|right|correct|this time|that one|this one|for me|good|ok|okay); negative;
      never; no way; no thanks; no thank you;
      i (do not|dont|cant|cannot|wont|will not|would not|wouldnt)( want| need| like| think so| think)?;
      that (wont|will not|doesnt|does not|isnt|is not|wouldnt|would not|cannot|cant)( work| do| suit| right| correct| good| fine)?;
      thats (not|wrong|incorrect); it (wont|doesnt|does not|isnt|is not); its (not|wrong); wrong; incorrect;
      cancel (it|that); forget (it|that); n; dont; do not; rather not; id rather not; i would rather not;
      actually no; unfortunately not; im afraid not; im good; i am good; i am okay; i guess not; i think not; im okay; im fine;
      nothing( else)?; none`),
    unsure:
      list(`maybe; perhaps; i dont know; i do not know; dont know; dunno; not sure; im not sure; i am not sure; no idea;
      possibly; might; let me (think|check|see); i (will|have to|need to|should) (think|check); it depends;
      depends; hard to say; i guess; could be; what do you (think|recommend); later; wait; hold on;
      one (moment|second|sec); hmm+`),
    yesAnywhere:
      list(`(works|work|good|fine|perfect|great|ok|okay|suits?) (for )?me; please (book|confirm|go ahead|do|proceed)(?! me| on| for| at| it| that| an| a| my| the| not| with);
      i (will|ll) take (it|that|this); ill take (it|that|this|the);
      that would be (great|good|fine|perfect|lovely|ok|okay|nice);
      (would be|is|are|sounds?|seems?|looks?) (very |really |just |so )?(great|good|fine|perfect|lovely|ok|okay|nice|correct|right|alright|wonderful|excellent);
      go ahead; book it(?! on| for| at| with| in); all set; you (may|can) (book|confirm|proceed); i confirm; please do; lets (do|book|go)`),
    noAnywhere: list(`(wont|will not|doesnt|does not|cant|cannot|wouldnt|would not) (work|do|suit|make it|be able);
      (is|are|was)(nt| not) (right|correct|good|ok|okay|what i); not (what i|interested|correct|right|good for);
      (dont|do not) (want|need|like|think so|book|confirm); no longer; change (it|that|this|the); instead;
      rather (have|not|be); thats? (all|it|everything)( i| for| thank| thanks)?;
      (that|it|this) (is|was|will be|would be|ll be) (all|it|everything)`),
    fillers:
      list(`oh; ah; um+; uh+; er+; well; hmm+; so; and; but; now; please; hi; hello; hey; actually; sorry; look; ok so;
      thanks; thank you; great; oh my`),
    but: list(`but; except; though; however; only; although`),
    thanks: list(`thank*; thx; tnx; ty; tysm; cheers; much appreciated; appreciate (it|your|that|the|all|you);
      i (really |truly |do )?appreciate; grateful; youre (the best|awesome|amazing|great|a star|a lifesaver);
      you are (the best|awesome|amazing); (been|are|were) (very |so |super |really |most )?helpful; good job;
      great help; kind of you`),
    greetings:
      list(`hi; hello; hey; hiya; howdy; hi there; hello there; good (morning|afternoon|evening|day); greetings; yo;
      morning; how are you; whats up`),
    goodbyes: list(
      `bye*; good ?bye; goodbye; see (you|ya)( later| soon| then| tomorrow| around| there)? ?$; see (you|ya) (later|soon); have a (good|great|nice|lovely|wonderful|blessed|fantastic|pleasant|super|amazing) (day|one|evening|afternoon|night|weekend|morning|time|rest); take care; good night; good day; talk (to you )?(later|soon); until then; ciao; cya; farewell; so long`,
    ),
    enough: list(
      `(that|this|it)( is| will be| would be|ll be| was|l be|s)( be)? (about )?(all|it|everything)(?! correct| right| good| fine| great| ok| okay| sounds| looks); i(m| am) (all )?(set|good|done); (were|we are) (all )?(set|good|done); nothing (else|more); (all|everything) (that )?(i|we) (need|needed|wanted|want); (do not|dont|wont) need (anything|any) (else|more|other)*; no more (help|questions); (have|got) (all|everything) (the information )?(that )?(i|we) need*; all (the )?(information|help) i need*; good for now; all for (now|today)`,
    ),
    human:
      list(`(speak|talk|chat|connect me|put me through|transfer me|get me) (to |with )?(a |an |the |some |your |any )?(real |actual |live |human )?(human|person|agent|representative|rep|operator|someone|somebody|manager|supervisor|receptionist|staff|people|owner|boss|team member|employee);
      (a |an )?(real|actual|live) (human|person|agent|people);
      (human|agent|representative|operator|receptionist) please; a (human|person) please;
      (want|need|like|prefer|get|give me|have) (to (speak|talk|chat) (to |with ))?(a |an |the |your )?(human|agent|representative|rep|operator|manager|supervisor|real person|person to talk);
      is there (a |an )?(human|real person|person|someone|somebody) (i|there|available|to talk);
      can (someone|somebody|a person|a human|anyone) (call|phone|ring|contact|help) me;
      customer (service|support|care); not (a |the )?(bot|robot|machine); let me (speak|talk) (to|with);
      someone (real|human); human being; ^ ?(human|agent|operator|representative|person|manager) ?$`),
    bot: list(`(are|r) (you|u) (a |an )?(really |actually |just |even )?(a |an )?(bot|robot|machine|ai|computer|human|real|real person|person|automated|automatic|chatbot|chat bot|virtual|program|assistant|chatgpt|living|alive|actual person|artificial*);
      is (this|that|it) (a |an )?(bot|robot|machine|ai|real person|human|automated|automatic|chatbot|computer|recording|person);
      am i (talking|speaking|chatting|writing|texting) (to|with) (a |an )?(bot|robot|machine|ai|computer|human|real person|person|recording|real|actual);
      (you are|youre|this is) (a |an )?(bot|robot|machine|ai|chatbot|computer);
      (bot|robot|human) or (a )?(bot|robot|human|person|machine|real*);
      (real|human) or (bot|robot|ai|machine|not|fake); who am i (talking|speaking|chatting) (to|with);
      are you (for )?real`),
    repeat: list(`(say|tell me|repeat) (that |it |this )?(again|once more|one more time);
      (can|could|would) you (please )?repeat; repeat (that|it|please|again); come again; pardon( me)?;
      what did you say; what was that; say (that|it) again; sorry what;
      (didnt|did not|couldnt|could not|cant) (catch|hear|understand|get) (that|you|it|what|u); once more please;
      ^ ?(what|huh|sorry|pardon|repeat|again) ?$`),
    alternatives:
      list(`(any|some|an|the|what|which|no|are there|have) other; (?<!need |have |want |needing )(any|some|an|one)?(thing|one|body|where) else;
      any ?(one|body|where) else; any ?(one|body) different; what other; which other; (is|are) (he|she|it|they|that|this) the only; some ?(one|thing|body|where|place) (else|different|other);
      (?<!need |want |with )anything (different|else|earlier|later|sooner|closer|cheaper); who else; what else; where else; another;
      a different;
      different (one|salon|doctor|dentist|time|day|place|option*|provider|person|stylist|clinic|date);
      alternative*;
      other (option*|place*|salon*|doctor*|dentist*|time*|day*|choice*|one*|slot*|provider*|date*|possibilit*);
      more (option*|choice*|result*|recommendation*); (search|look|try|check) (again|elsewhere|for other*);
      others; elsewhere; (earlier|later|sooner) (time|slot|appointment|one|day);
      something (else|different|earlier|later|sooner|closer|cheaper|nearer);
      the only (one|option|choice|salon|doctor|dentist|time|slot)`),
    questions: list(`what; whats; where; wheres; when; who; whos; which; why; how; hows; whose;
      (can|could|may|might) (i|you|we) (please |also |just )?(know|get|have|tell|give|ask|provide|see|find out);
      (do|does|did|would|can|could|should) (you|they|he|she|it|the|this|that|we|i|your|any|these|those|someone|anyone);
      (is|are) (you|they|he|she|it|there|we|any|someone|anyone); (will|have) (you|they|we); (has|will) (he|she|anyone|someone);
      (^ ?|(ok|okay|and|so|but|hi|hello|please|also|thanks|great) )(is|are|was|were|will|has|have) (the|this|that|it|there|i|your|these|those|a|an);
      tell me; id like to know; i would like to know; i want to know; wondering; give me (the|their|his|her|your);
      let me know`),
    stopAlways:
      list(`stop; stopall; stop all; unsubscribe; revoke; optout; opt out; opt-out; stop messages; stop messaging me;
      stop texting me; stop texting; stop sending me messages; unsubscribe me; remove me;
      remove me from your list; take me off your list; take me off the list; do not contact me; dont contact me;
      do not text me; dont text me; do not message me; dont message me; please stop; stop please;
      stop contacting me; stop writing to me`),
    stopWhenIdle: list(`cancel; end; quit; leave me alone; cancel please; stop it`),
    start: list(`start; unstop; subscribe; resubscribe; resume; opt in; optin`),
    refusals: list(`(i|we) (do not|dont|no longer|dont really) (need|want|require)( any| any more)?;
      (i|we) (wont|will not) (be needing|need);
      (im|i am|were|we are) not (interested in|looking for|going to need); no need (for|of|to); forget( about)?;
      never ?mind( about)?; skip; drop; leave out; (do not|dont|no longer) (need|want|book|bother with);
      not interested in; no more; lets (skip|drop|forget)`),
    refusalTails:
      list(`any ?more; any longer; at all; now; today; after all; thanks; thank you; please; really; for now; right now;
      either`),
    refusalsAfter: list(
      `(is|are) (not|no longer) (needed|necessary|required|wanted); (isnt|arent) (needed|necessary|required)`,
    ),
    corrections: list(`no i (meant|mean|said|want|wanted); i meant; i mean; i said; no i said; no wait; sorry i meant;
      i (actually )?wanted; actually make (it|that); actually; correction; make (it|that);
      change (it|that|this) to; (please )?change (the )?… to; it should be; it should have been; its actually;
      it is actually; rather; or rather; or better; better make it; scratch that; wait no; wait; no sorry; sorry;
      oops; my mistake; lets (do|make it|say|try); no lets (do|make it|say|try);
      no (please )?(make|change) (it|that)( to)?; no its; no it is; no thats`),
    not: list(`not; not on; not at; not the; instead of; rather than`),
    instead: list(`but; rather; its; it is; i meant; i said; make it; instead`),
    frustration:
      list(`ridiculous; terrible; awful; horrible; useless; frustrat*; annoy*; angry; mad; furious; upset; unacceptable;
      disgust*; pathetic; stupid; idiot*; dumb; moron*; incompeten*; waste of (my )?time; wasting my time;
      sick of; fed up; tired of (this|waiting|repeating|explaining); worst; wtf; what the (hell|heck|f*); fuck*;
      shit*; damn*; crap; bullshit; this is a joke; are you kidding;
      you( are|re) not (listening|helping|helpful|understanding); (do|can) you (even )?(listen|read|understand);
      (doesnt|does not|isnt|is not) (make (any )?sense|help(ing|ful)?); disappoint*; rude; complain*; lousy;
      outrageous; how (hard|difficult) (is|can) (it|this); for gods? sake;
      this is taking (forever|too long|so long); hate (this|you|it); never (coming|using|calling) (back|again);
      not happy; unhappy; scam*`),
    already:
      list(`(i|ive|i have|we|weve) (have )?(already|just) (told|said|gave|given|answered|explained|mentioned|sent|wrote|written|asked|provided);
      already (told|said|gave|given|answered|explained|mentioned|sent|provided|asked);
      (as|like) i (said|told|mentioned|wrote)( before| already| earlier)?;
      i (told|said) (you )?(that |this |it )?(before|already|earlier|twice|three times|a hundred times);
      how many times; again and again; stop asking; you (already |just )?asked (me )?(that|this|already);
      i keep (telling|saying|repeating); (repeat|repeating) myself;
      for the (second|third|fourth|tenth|last|hundredth) time; i told you`),
    nameOpenings:
      list(`my (full |first |last |given )?name is; my names; name is; the name is; i am called; im called; call me;
      i am; im; this is; its; it is; name; speaking with; under the name( of)?;
      (book|put) (it )?(under|for|in the name of); the name of; on behalf of; for (mr|mrs|ms|miss|dr)`),
    titles: list(`mr; mrs; ms; miss; dr; doctor; prof; professor; sir; madam`),
    notNames:
      list(`wait; hold; hang; better; instead; make; moment; second; minute; oh; ah; um; hmm; let; lets; think; rather; sooner; earlier; later; whatever; whichever; any; anyone; soon; asap; yes; no; ok; okay; sure; hello; hi; hey; thanks; thank; you; please; fine; good; great; here; there; not;
      sorry; looking; calling; interested; sick; in; at; on; the; a; an; my; your; i; it; is; was; am; are; for;
      to; of; and; or; but; what; when; where; how; why; who; need; want; would; like; have; has; had; can; could;
      do; does; did; will; just; so; very; really; available; free; busy; late; wondering; trying; going; having;
      new; patient; customer; today; tomorrow; appointment; done; back; ready; happy; afraid; perfect; correct;
      right; wrong; all; nothing; something; anything; about; with; from; still; also; too; now; then; that; this;
      book; cancel; change; never; maybe; me; we; they; he; she; bye; goodbye; name; phone; number; email; human;
      person; agent; none; stop; start; help; as; if; well; sounds; works; cleaning; checkup; morning; afternoon;
      evening; night; say; tell; again; doctor; dentist; urgent; emergency; problem; tooth; pain; another; day;
      time; week`),
  },
  phone: {
    digits: {
      'zero|oh|o|nought|naught|nil': 0,
      one: 1,
      two: 2,
      three: 3,
      four: 4,
      five: 5,
      six: 6,
      seven: 7,
      eight: 8,
      'nine|niner': 9,
    },
    double: 'double',
    triple: 'triple|treble',
    quadruple: 'quadruple|four times',
    plurals: {
      'zeros|zeroes|ohs|noughts|naughts': 0,
      ones: 1,
      twos: 2,
      threes: 3,
      fours: 4,
      fives: 5,
      sixes: 6,
      sevens: 7,
      eights: 8,
      nines: 9,
    },
    plus: 'plus|+',
    fillers: 'then|and then|area code',
    cues: 'area code|phone|number|call|cell|mobile|tel|telephone|reach|whatsapp|text me|contact|ring',
    otherCues:
      'order|price|cost|costs|pay|paid|invoice|id|account|card|reference|ref|ticket|policy|zip|postcode|postal|budget|salary|usd|dollars|euros|year|date|code|tracking|serial|model|room|passport|ssn|license|licence|booking number|confirmation|member|insurance|social|vat|tax|iban',
    spokenDigits: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
    spokenPlus: 'plus',
  },
  text: {
    stopWords:
      'the a an and or but is are was were be been am i you he she it we they my your his her our their me him us them this that these those to of in on at for with from by about as if do does did have has had will would can could should there here so just please really very quite bit little some any im ive id its even still also too up now today',
    commonWords:
      'what when where who how why no not yes want need like get make book appointment thanks thank hello hi hey good morning tomorrow cant dont ill whats next open closed much many time day week price ok okay sorry help pain hurts doctor tooth name call number after before monday tuesday wednesday thursday friday saturday sunday prefer change cancel move looking available great sounds perfect works anything else other can know tell give send see new first last more then guys husband wife son daughter kid kids mom dad today tonight yesterday bring eat late how going come instead got pls please thx sure yeah yep nope really still there here why right left wrong just about from please visit checkup checkups tooth teeth eyes back knee insurance cash card park parking address hours office walk ins wait running heat heater furnace ac cooling broken fix repair water hot cold leaking service technician quote cost u ur whats wheres im ive youre theyre wont didnt doesnt isnt',
    endings: 's es ed d ing er ers ly al ment ies y e ied tion ion ings ning ting ping ance ment',
    abbreviations:
      'mr mrs ms dr prof sr jr st ave blvd rd no vs etc e.g i.e eg ie approx dept est inc ltd co tel ext apt fig min max mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec ph.d',
    endingAbbreviations: 'a.m p.m etc u.s u.k inc ltd co jr sr am pm',
    negators:
      'not no never dont doesnt didnt isnt arent wasnt werent cant cannot couldnt wont wouldnt without aint havent hasnt nor none',
    at: 'at|at sign',
    dot: 'dot|point|period',
    dash: 'dash|hyphen|minus',
    underscore: 'underscore|under score',
    currencies: {
      'dollar|dollars|bucks|buck|usd|us$|$': 'USD',
      'euro|euros|eur|€': 'EUR',
      'pound|pounds|quid|gbp|£': 'GBP',
      'shekel|shekels|nis|ils|₪': 'ILS',
      'ruble|rubles|rouble|roubles|rub|₽': 'RUB',
      'real|reais|brl|r$': 'BRL',
      'yuan|rmb|cny|renminbi|¥|￥': 'CNY',
      'peso|pesos|mxn': 'MXN',
    },
    letters: 'abcdefghijklmnopqrstuvwxyz',
  },
}
