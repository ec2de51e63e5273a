/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The commonest closed-class words (articles, pronouns, prepositions, conjunctions, auxiliaries and their contractions) of
 * seven languages, looked up without knowing the language.
 *
 * <p>A word that is a common noun or verb in another of the languages is left out of its own, for example the French
 * conjunction <i>car</i>. The lists are small on purpose: a few dozen words make up most of the function words of running
 * text.
 */
final class FunctionWords {

    /** By ISO 639 code; lower case, in composed form (NFC), with the ASCII apostrophe. */
    static final Map<String, List<String>> BY_LANGUAGE = Map.of(
            "de",
            words("aber als am an auch auf aus bei bis da damit das dass dein dem den denn der des die dir du"
                    + " durch ein eine einem einen einer eines er es für habe haben ich ihm ihn ihr im in ist kann"
                    + " können mein meine mich mir mit muss nach nicht noch oder sein sich sie sind um und uns von"
                    + " vor wenn wie wir wird zu zum zur über"),
            "en",
            words("a about am an and are as at be been but by can can't could did do does don't for from had has"
                    + " have he her his how i i'm if in into is it it's its me my not of on or our she should so than"
                    + " that the their them there they this to was we were what when where which who why will with"
                    + " would you your"),
            "es",
            words("a al aunque como con cuando de del desde donde el ella ellos en entre era es esa ese eso esta"
                    + " este esto está fue ha hasta hay he la las le les lo los me mi mis muy más ni no nos o para"
                    + " pero por porque que qué se según si sin sobre su sus también te tu tú un una unos y ya yo"),
            "fr",
            words("a au aux avec c'est ce ces cette comme d'un d'une dans de des donc du elle elles en est et"
                    + " eux il ils j'ai je la le les leur lui mais me mes moi mon n'est ne nos notre nous on ont ou"
                    + " où par pas pour qu'il que qui sa sans se ses si sont sur ta tes toi ton tu un une vos votre"
                    + " vous y à"),
            "it",
            words("a agli ai al alla anche c'è che chi ci con cosa da dal dalla dei del della delle di dove e ed"
                    + " è era gli ha ho i il in io l'ho la le lei lo loro lui ma mi mia mio ne nel nella noi non o"
                    + " per perché più quando quella quello questa questo se sei si sono su sua suo sul ti tra tu un"
                    + " una uno vi voi"),
            "nl",
            words("aan als bij dan dat de deze die dit doen dus een en er ge geen had heb hebben heeft hem het"
                    + " hij hoe hun ik in is jij je jouw kan kunnen maar me met mijn moet na naar niet nog nu of om"
                    + " onder ons ook op over te tot u uit uw van voor waar wat we wel werd wie wij wordt zich zij"
                    + " zijn zo"),
            "pt",
            words("a ao aos as até com como da das de dela dele do dos e ela elas ele eles em entre era essa"
                    + " esse esta este eu foi há isso isto já lhe mas me meu minha muito na nas nem no nos não nós o"
                    + " os ou para pela pelo por porque quando que quem se sem seu sua são também te tem um uma você"
                    + " à às é"));

    private static final Set<String> ALL = union();

    /** Length of the longest in UTF-16 units, so that most words are ruled out unread. */
    private static final int LONGEST =
            ALL.stream().mapToInt(String::length).max().orElse(0);

    private FunctionWords() {}

    /**
     * Whether the word between {@code from} and {@code to} is one, in any case and with either apostrophe.
     *
     * @param marked whether it holds combining marks, and so may be a decomposed form of one
     */
    static boolean contain(String text, int from, int to, boolean marked) {
        if (!marked && to - from > LONGEST) {
            return false;
        }
        String word = text.substring(from, to);
        String composed = marked ? Normalizer.normalize(word, Normalizer.Form.NFC) : word;
        return ALL.contains(composed.toLowerCase(Locale.ROOT).replace('\u2019', '\''));
    }

    private static List<String> words(String spaced) {
        return List.of(spaced.split(" "));
    }

    private static Set<String> union() {
        Set<String> all = new HashSet<>();
        BY_LANGUAGE.values().forEach(all::addAll);
        return Set.copyOf(all);
    }
}
