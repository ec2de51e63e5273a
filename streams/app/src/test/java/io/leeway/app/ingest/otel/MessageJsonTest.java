/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.ingest.otel.Message.Role;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms of messages, as instrumentations and frameworks write them. */
class MessageJsonTest {

    private static Message read(String json) throws IOException {
        return MessageJson.read(new ObjectMapper().readTree(json.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'user','parts':[{'type':'text','content':'hi'}]}|USER",
                "{'role':'user','content':'hi'}|USER",
                "{'role':'user','content':[{'type':'input_text','text':'hi'}],'type':'message','id':'msg_1'}|USER",
                "{'role':'user','content':['hi']}|USER",
                "{'role':'user','parts':[{'text':'hi'}]}|USER",
                "{'type':'human','content':'hi'}|USER",
                "{'lc':1,'type':'constructor','id':['schema','HumanMessage'],'kwargs':{'content':'hi'}}|USER",
                "['human','hi']|USER",
                "'hi'|USER",
                "{'type':'text','content':'hi'}|USER",
                "{'role':'USER','content':'hi'}|USER",
                "{'role':'developer','content':'hi'}|SYSTEM",
                "{'role':'model','parts':[{'text':'hi'}]}|ASSISTANT",
                "{'type':'ai','content':'hi'}|ASSISTANT",
                "{'index':0,'message':{'role':'assistant','content':'hi'}}|ASSISTANT",
                "{'role':'tool','content':'hi','tool_call_id':'1'}|TOOL"
            })
    void shouldReadRoleAndText(String json, Role role) throws IOException {
        Message message = read(json);

        assertThat(message.role()).isEqualTo(role);
        assertThat(message.text()).isEqualTo("hi");
        assertThat(message.content()).isEqualTo(ContentState.CAPTURED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'user','parts':[{'type':'tool_call_response','result':'x'}]}",
                "{'role':'user','content':[{'type':'tool_result','content':'x'}]}",
                "{'role':'user','parts':[{'functionResponse':{'name':'f'}}]}",
                "{'type':'function_call_output','call_id':'1','output':'x'}",
                "{'role':'user','tool_call_id':'1'}"
            })
    void shouldNotTakeResultsOfToolsForTheUsersWords(String json) throws IOException {
        assertThat(read(json).role()).isEqualTo(Role.TOOL);
    }

    @Test
    void shouldTakeWordsBesideTheResultOfAToolForTheUsers() throws IOException {
        Message message = read(
                "{'role':'user','content':[{'type':'tool_result','content':'x'},{'type':'text','text':'and now?'}]}");

        assertThat(message.role()).isEqualTo(Role.USER);
        assertThat(message.text()).isEqualTo("and now?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'user','content':null}|REDACTED",
                "{'role':'user','content':' '}|REDACTED",
                "{'role':'user','content':'__REDACTED__'}|REDACTED",
                "{'role':'user','parts':[{'type':'text','content':null}]}|REDACTED",
                "{'role':'user'}|ABSENT",
                "{'role':'user','parts':[]}|ABSENT",
                "{'role':'user','parts':[{'type':'image','uri':'x'}]}|CAPTURED"
            })
    void shouldSayWhatBecameOfTheText(String json, ContentState content) throws IOException {
        Message message = read(json);

        assertThat(message.content()).isEqualTo(content);
        assertThat(message.text()).isEqualTo(content == ContentState.REDACTED ? "__REDACTED__" : null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'assistant','parts':[{'type':'tool_call','name':'look'}],'finish_reason':'tool_call'}",
                "{'role':'assistant','tool_calls':[{'function':{'name':'look'}}],'finish_reason':'tool_call'}",
                "{'finish_reason':'tool_call','message':{'role':'assistant','tool_calls':[{'name':'look'}]}}",
                "{'role':'assistant','content':[{'type':'tool_use','name':'look'}],'finish_reason':'tool_call'}",
                "{'role':'model','parts':[{'functionCall':{'name':'look'}}],'finish_reason':'tool_call'}",
                "{'type':'function_call','name':'look','finish_reason':'tool_call'}"
            })
    void shouldReadCallsOfTools(String json) throws IOException {
        Message message = read(json);

        assertThat(message.role()).isEqualTo(Role.ASSISTANT);
        assertThat(message.toolCalls()).containsExactly("look");
        assertThat(message.finishReason()).isEqualTo("tool_call");
    }

    @Test
    void shouldJoinTheTextsOfAMessage() throws IOException {
        assertThat(
                        read("{'role':'user','content':[{'type':'text','text':'a'},{'type':'image_url'},{'type':'text','text':'b'}]}")
                                .text())
                .isEqualTo("a\nb");
    }
}
