"""Dialplans that FreePBX writes."""

import pytest
from dialplans import after, first, flow_of, names, ways

from ivrlint.flow import HangUp, Menu, Message, Transfer

IVR = """[ivr-1] ; Main Menu
include => ivr-1-custom
exten => fax,1,Goto(${CUT(FAX_DEST,^,1)},${CUT(FAX_DEST,^,2)},1)
exten => s,1,Set(INVALID_LOOPCOUNT=0)
exten => s,n,Set(_IVR_CONTEXT=${CONTEXT})
exten => s,n,GotoIf($["${CHANNEL(state)}" = "Up"]?skip)
exten => s,n,Answer
exten => s,n(skip),Set(IVR_MSG=custom/main)
exten => s,n(start),Set(TIMEOUT(digit)=3)
exten => s,n,ExecIf($["${IVR_MSG}" != ""]?Background(${IVR_MSG}))
exten => s,n,WaitExten(10,)
exten => 1,1,Set(__ivrreturn=0)
exten => 1,n(ivrsel-1),Goto(ext-queues,600,1)
exten => 0,1(ivrsel-0),Goto(ext-group,700,1)
exten => i,1,Set(INVALID_LOOPCOUNT=$[${INVALID_LOOPCOUNT}+1])
exten => i,n,GotoIf($[${INVALID_LOOPCOUNT} > 3]?final)
exten => i,n,Set(IVR_MSG=no-valid-responce-pls-try-again)
exten => i,n,Goto(s,start)
exten => i,n(final),Playback(no-valid-responce-transfering)
exten => i,n,Goto(ext-queues,600,1)
exten => t,1(final),Playback(pls-wait-connect-call)
exten => t,n,Goto(ext-queues,600,1)
exten => return,1,Goto(s,start)
exten => h,1,Hangup
exten => hang,1,Playback(vm-goodbye)
"""
QUEUES = """[ext-queues]
include => ext-queues-custom
exten => 600,1,Macro(user-callerid,)
exten => 600,n,Set(QJOINMSG=${IF($[${LEN(${VQ_JOINMSG})}>0]?${VQ_JOINMSG}:custom/hold)})
exten => 600,n,GotoIf($["${QC_CONFIRM}"="1"]?strange)
exten => 600,n(usual),ExecIf($["${QJOINMSG}"!=""]?Playback(${QJOINMSG}, ))
exten => 600,n,Queue(600,t,,,60)
exten => 600,n,Goto(ext-local,vmu100,1)
exten => 600,n(strange),Busy()
[ext-group]
include => ext-group-custom
exten => 700,1,Macro(user-callerid,)
exten => 700,n,Macro(dial,20,tr,100-101)
exten => 700,n,Goto(app-blackhole,hangup,1)
[ext-local]
include => ext-local-custom
exten => 100,1,Macro(exten-vm,100,100,0,0,0)
exten => 100,n,Hangup
exten => vmu100,1,Macro(vm,100,NOANSWER,)
exten => vmu100,n,Hangup
[app-blackhole]
include => app-blackhole-custom
exten => hangup,1,Hangup
[app-vmmain]
include => app-vmmain-custom
exten => *98,1,Read(MAILBOX,vm-login,,,3,2)
exten => *98,n,VoiceMailMain(${MAILBOX})
"""
DID = """[ext-did]
include => ext-did-custom
include => ext-did-0001
exten => foo,1,Noop(bar)
[ext-did-0001]
include => ext-did-0001-custom
exten => 5551000,1,Set(__FROM_DID=${EXTEN})
exten => 5551000,n,Gosub(app-blacklist-check,s,1())
exten => 5551000,n,GotoIf($["${BLDEST}"!=""]?${BLDEST})
exten => 5551000,n(dest-ext),Goto(ivr-1,s,1)
exten => 5552000,1,Goto(ext-queues,600,1)
[from-pstn]
include => from-pstn-custom
include => ext-did
"""


def test_a_menu_is_read_by_its_shape():
    flow = flow_of(IVR + QUEUES)
    menu = flow.steps["ivr-1 s"]
    assert isinstance(menu, Menu)
    assert menu.prompt.audio == "custom/main"
    assert [option.key for option in menu.options] == ["1", "0"]
    assert (menu.no_input.after, menu.no_input.tries, menu.no_match.tries) == (10.0, 1, 4)
    assert (menu.no_input.mark.line, menu.no_input.after_mark) == (menu.mark.line + 10, menu.mark)  # of `t`, and of WaitExten
    assert after(flow, menu, "no_match").prompt.audio == "no-valid-responce-transfering"
    assert after(flow, menu, "no_input").prompt.audio == "pls-wait-connect-call"
    assert names(flow) == {"ivr-1 Main Menu": "ivr-1 s"}


def test_queues_groups_and_mailboxes_are_read_through_their_bookkeeping():
    flow = flow_of(IVR + QUEUES)
    queue = after(flow, flow.steps["ivr-1 s"], "1", "next")
    assert after(flow, flow.steps["ivr-1 s"], "1").prompt.audio == "custom/hold"
    assert isinstance(queue, Transfer)
    assert queue.who == "600"
    message = after(flow, queue, "no_answer")
    assert isinstance(message, Message)
    assert message.who == "100"
    group = after(flow, flow.steps["ivr-1 s"], "0")
    assert (group.who, ways(group)) == ("100 & 101", {})


def test_a_menu_may_ask_with_read():
    text = IVR.replace("exten => s,n,WaitExten(10,)", "exten => s,n,Read(IVREXT,${IVR_MSG},,,0,3)").replace(
        "exten => 0,1", "exten => 101,1"
    )
    menu = flow_of(text + QUEUES).steps["ivr-1 s"]
    assert (menu.no_input.after, menu.next_digit) == (3.0, 3.0)
    assert [option.key for option in menu.options] == ["1", "101"]
    menu = flow_of(IVR.replace("WaitExten(10,)", "Read(IVREXT,${IVR_MSG})") + QUEUES).steps["ivr-1 s"]
    assert menu.no_input.after == 10.0


def test_a_menu_without_t_cuts_off_who_is_silent():
    text = "\n".join(line for line in IVR.split("\n") if not line.startswith("exten => t"))
    assert flow_of(text + QUEUES).steps["ivr-1 s"].no_input.then is None


def test_numbers_from_outside_are_calls_and_the_rest_of_the_file_is_not():
    flow = flow_of(IVR + QUEUES + DID)
    assert names(flow) == {"from-pstn 5551000": "ivr-1 s", "from-pstn 5552000": "ext-queues 600"}


def test_a_context_that_only_has_the_name_of_a_menu_is_read_as_any_other():
    flow = flow_of("[ivr-9]\nexten => s,1,Background(m)\n same => n,WaitExten(5)\nexten => 1,1,Dial(SIP/1)\n")
    assert isinstance(first(flow), Menu)
    assert first(flow).mark.line == 2


@pytest.mark.parametrize(
    ("line", "who", "fallback"),
    [
        ("Macro(dial-one,,tr,200)", "200", "no_answer"),
        ("Macro(exten-vm,novm,300)", "300", "no_answer"),
        ("Macro(exten-vm,400,400,0,0,0)", "400", "busy"),
    ],
)
def test_well_known_macros_ring_somebody(line, who, fallback):
    flow = flow_of(f"[from-trunk]\nexten => s,1,Playback(a)\n same => n,{line}\n same => n,Playback(sorry)\n")
    step = after(flow, first(flow), "next")
    assert isinstance(step, Transfer)
    assert step.who == who
    assert isinstance(after(flow, step, fallback), Message if fallback == "busy" else HangUp)
