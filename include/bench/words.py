"""What the generated papers are written with: words by kind, and frames of sentences.

A slot in a frame is a word of the table below in braces; `{name}` is the paper's own invented name,
`{long}` words that its letters abbreviate, `{url}` an address, `{year}` and `{num}` figures.
"""

from __future__ import annotations


def _words(text: str) -> list[str]:
    return text.split()


NOUNS = _words("""
model method approach framework network system architecture representation embedding feature
encoder decoder transformer attention gradient objective loss regularizer prior posterior sampler
policy reward agent planner controller environment simulator trajectory state action memory buffer
cache retriever index query document passage sentence token vocabulary corpus dataset benchmark
annotation label supervision signal noise distribution domain shift task instruction prompt answer
question dialogue response utterance speech audio video frame image pixel region mask segment object
scene depth geometry mesh surface voxel camera pose motion flow graph node edge cluster community
tree sequence series forecast anomaly event sensor robot gripper grasp manipulation navigation map
route vehicle lane pedestrian traffic molecule protein residue ligand reaction catalyst crystal
tissue lesion scan slide patient diagnosis treatment gene cell expression disease outcome risk bias
fairness privacy budget attack defense perturbation robustness certificate watermark backdoor
detector classifier regressor estimator predictor generator discriminator teacher student ensemble
expert router mixture adapter module layer head block kernel operator basis coefficient spectrum
wavelet manifold metric distance margin threshold temperature schedule optimizer step batch epoch
checkpoint initialization pruning sparsity quantization precision latency throughput bandwidth
hardware accelerator compiler program code function library test bug patch commit repository tool
interface user preference ranking recommendation item session click advertisement market price
portfolio contract law court claim argument evidence citation rumor opinion emotion persona culture
language dialect script translation grammar morphology syntax semantics entity relation knowledge
ontology rule constraint theorem proof lemma bound complexity equilibrium game auction mechanism
uncertainty calibration confidence hallucination reasoning chain plan subgoal hierarchy abstraction
analogy concept prototype exemplar neighbor cohort season climate rainfall satellite crop soil river
ocean grid turbine battery circuit antenna channel packet protocol server client federation device
""")

ADJECTIVES = _words("""
deep sparse dense latent hidden robust efficient scalable adaptive dynamic static hierarchical
modular compositional causal counterfactual probabilistic variational bayesian stochastic
deterministic discrete continuous symbolic neural hybrid generative discriminative contrastive
supervised unsupervised federated distributed parallel sequential recurrent convolutional spectral
spatial temporal multimodal multilingual visual textual acoustic tactile geometric topological
equivariant invariant linear nonlinear quadratic convex smooth bounded local global regional
personal private public synthetic real noisy clean scarce abundant long short early late coarse fine
open closed large small tiny frozen pretrained tuned calibrated interpretable explainable faithful
trustworthy harmful toxic benign adversarial certified online offline interactive autonomous
collaborative competitive embodied wearable clinical legal financial scientific educational social
cultural historical seasonal urban rural marine atmospheric chemical biological quantum thermal
semantic syntactic lexical contextual relational structural functional behavioral perceptual
cognitive heterogeneous homogeneous imbalanced redundant complementary orthogonal implicit explicit
conditional unconditional iterative recursive progressive incremental lightweight practical
principled general specific novel classical standard recent strong weak mild severe rare frequent
""")

VERBS = _words("""
align aggregate analyze annotate anticipate approximate augment balance bridge bound calibrate
capture characterize classify cluster combine compare compress compute condition construct correct
decompose decouple denoise derive detect diagnose disentangle distill diversify edit embed emphasize
encode enforce enrich estimate evaluate evolve exploit explore extend extract factorize filter
forecast formulate fuse generalize generate guide identify imitate improve infer initialize inject
integrate interpolate invert isolate iterate leverage localize maintain match maximize measure merge
minimize mitigate model modulate monitor navigate normalize optimize orchestrate order organize
parse partition penalize perturb plan predict preserve prioritize project propagate prune quantify
query rank reconstruct recover reduce refine regularize reject reorder replace resolve retrieve
reuse revise reweight route sample scale schedule score segment select separate simplify simulate
stabilize steer structure summarize supervise suppress synthesize track transfer transform
translate unify update validate verify visualize weigh
""")

ADVERBS = _words("""
accurately adaptively aggressively carefully cheaply closely collectively consistently continually
directly dynamically easily efficiently empirically explicitly faithfully gradually gracefully
implicitly independently iteratively jointly largely locally markedly merely mostly naturally
partially poorly precisely progressively rapidly reliably repeatedly robustly selectively
sequentially sharply silently simultaneously slowly smoothly sparsely steadily strongly
substantially systematically uniformly
""")

PREFIXES = _words("multi cross self semi pre re sub super meta inter intra over under non auto co")

SYLLABLES = _words("""
al an ar ba bel bo bri ca cen cor da del dex do dra el em en fa fel fi flo ga gen glo gra hal hel hi
in ir ja jen jo ka kel kin ko kra la len li lo lum ma mel mi mor na nel ni nor nu o or pa pel pi pra
qua que ra rel ri ro sa sel shi so sta ta tel ti tor tra u un va vel vi vo wa wen wi xa xen ya yel
za zel zi zor
""")

NAME_TAILS = ["", "", "", "Net", "Former", "Bench", "QA", "LM", "GAN", "Diff", "Agent", "RL", "++"]

BACKGROUND = [
    "{A} {n} {ns} ({known}s) have {adv} {ved} the {n} of {a} {ns} in {a} {n} {n}",
    "Despite {a} progress in {n} {ving}, {a} {ns} still {adv} {v} {a} {ns} under {n} {n}",
    "{Ving} {a} {ns} from {n} {ns} remains {a}, since {ns} {adv} {v} across {a} {n} {ns}",
    "{A} {n} {ns} such as {known} and {known} {v} {ns} whose {n} is {a} and {a}",
    "{A} {ns} ({known}) {v} {ns} in {n} {ving}, and {known} or {known} {v} {a} {ns}",
    "Most {a} {ns} {v} the {n} with {a} {ns}, which {adv} {v} {n} {ns} and {v} {a} {n}",
    "How {a} {ns} {v} {n} when {ns} are {a} is {adv} understood in {n} {ving}",
    "{Ns} and {ns} are {adv} {ved} in {a} {n} {ns}, yet their {n} {n} is {a}",
    "A {a} {n} of {n} {ving} is that {ns} {v} {ns} only after {a} {n} {ving}",
    "Prior work on {n} {ving}, including {known}, {known} and {known}, assumes {a} {ns}",
    "In {a} {n}, {ns} must {v} {ns}, {v} {a} {ns} and {v} the {n} of each {n}",
]

PROPOSAL = [
    "In this paper, we propose {name}, a {a} {n} that {vs} {ns} by {ving} {a} {n} {ns}",
    "We introduce {name} ({long}), which {adv} {vs} {a} {ns} and {vs} their {n}",
    "To {v} this {n}, we present {name}, a {a} {n} for {n} {ving} with {a} {ns}",
    "This paper presents {name}, a {n} {n} of {num} {a} {ns} from {num} {ns}",
    "We present {name}: {a} {ns} that {v} how {n} {ving} {adv} {vs} the {n} of {a} {ns}",
    "We propose {long} ({name}), a {n} of {a} {ns} which {adv} {vs} {n} {ving}",
    "We study {n} {ving} with {a} {ns} and {v} a {n} that {adv} {vs} {ns}",
    "Building on {known}, we develop {name}, in which {a} {ns} {v} the {n} of {ns}",
    "We formulate {n} {ving} as {a} {n} {ving}, where each {n} {vs} {a} {ns}",
]

DETAIL = [
    "Specifically, the {n} {adv} {vs} {a} {ns}, while a {a} {n} {vs} {n} {ns} from {a} {n}",
    "First, {a} {ns} {v} the {n}; then {n} {ns} are {adv} {ved} with {a} {n} {ving}",
    "Our {n} {vs} {ns} at {a} {ns}, {ving} {n} {n} without {a} {ns} or {n} {ving}",
    "By {ving} {a} {ns}, the {n} {vs} {n} {ns} that {a} {ns} {adv} {v}",
    "Each {n} {vs} its {n} through {a} {ving}, so that {ns} of {a} {n} {v} {ns}",
    "We {adv} {v} {ns} into {num} {a} {ns} and {v} them with {n} {n} {ving}",
    "The {a} {n} {vs} {ns} in {a} {n}, and its {n} {vs} {a} {n} of {n} {ns}",
    "Unlike {known}, it {vs} {a} {ns} instead of {ns}, {ving} {n} {ns} {adv}",
    "In {name}, a {n} {n} {vs} {a} {ns} for {n} {ving}, and {a} {ns} {v} what {ns} {v}",
    "{name} {vs} {known} {ns} with {a} {known} {ns}, {ving} the {n} of {a} {ns}",
    "Theory shows that {a} {ns} {v} the {n} when {ns} {adv} {v} {a} {n} {ns}",
    "It {adv} {vs} {n}-level {ns} (e.g., {ns} and {ns}) and {vs} {a} {n} over {ns}",
]

RESULTS = [
    "Experiments on {known} and {known} show that {ns} {v} {n} by {num}% over {known}",
    "On {known}, the {n} {vs} {num}% {n}, {num} points above {known} with {a} {ns}",
    "Across {known}, {known}, {known} and {num} {a} {ns}, {a} {ns} {v} {n} {ns}",
    "Our {n} {adv} outperforms {known}, {known} and {known} in {n} {ving} and {vs} {ns} on {known}",
    "Ablations {v} that {ns} of {a} {n} {adv} {v} the {n} of {n} {ving}",
    "Compared with {known}, {a} {ns} {v} {num}% of {n} {ns} at {num}x {a} {n}",
    "We evaluate {name} on {known}, {known} and {known} and find that {a} {ns} {adv} {v} {n} {ns}",
    "These {ns} {v} that {a} {n} {vs} {ns}, with {n} {ving} down to {num} {ns}",
]

GIVEN = [
    "Code is available at {url}.",
    "Our code and data are available at: {url}.",
    "The project page is at {url}",
    "Code and models are publicly available at {url}.",
    "The dataset can be found at {url} .",
    "Source code: {url}",
    r"Project page: \url{{url}}.",
    "We release our code, models and data ({url}).",
]

PROMISED = [
    "Code will be released.",
    "Our code will be made publicly available.",
    "The dataset and code will be released upon acceptance.",
    "Code will be available at {url}.",
    "We will release our models and code soon.",
    "We make our code and models publicly available.",
    "We open-source our benchmark to the community.",
]

TITLES = [
    "{name}: {A} {N} {Ving} for {A} {Ns}",
    "{name}: {Ving} {A} {Ns} with {N} {Ns}",
    "{name}: A {A} {N} for {N} {Ving} in {A} {Ns}",
    "{A} {N} {Ving} via {A} {N} {Ns}",
    "{Ving} {N} {Ns} in {A} {N} {Ving}",
    "How {A} {Ns} {V} {N} {Ns}: A {A} {N}",
    "Towards {A} {N} {Ving} with {A} {Ns}",
    "On the {N} of {A} {Ns} for {N} {Ving}",
    "A Survey of {N} {Ving} with {A} {Ns}",
    "{A} {Ns} Are {A} {N} {Ns}",
]

HOSTS = [
    *["https://github.com/{owner}/{repo}"] * 12,
    "https://{owner}.github.io/{repo}",
    "https://{owner}.github.io/{repo}/",
    "https://huggingface.co/{owner}/{repo}",
    "https://huggingface.co/datasets/{owner}/{repo}",
    "https://www.{owner}.org/{repo}",
    "http://{repo}.{owner}.ai",
]
